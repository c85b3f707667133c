package org.eltor.api.circuit;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The paid circuits, for operators. Any thread, never blocks. */
@ProviderType
public interface CircuitAdmin {
    /**
     * Starts sessions. What is missing (tor, relays, a wallet) is waited for, and said in
     * {@link CircuitManager#session()}.
     *
     * @return completes when the request is taken; fails with {@link IllegalStateException} when already started
     */
    CompletionStage<Void> start(SessionRequest request);

    /**
     * Stops: no more payments, circuits of ours closed, tor's options as they were found.
     *
     * @return completes when that is done, within some seconds even when tor does not answer; at once when stopped
     */
    CompletionStage<Void> stop();
}
