package org.eltor.devnet.internal;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The development network of this JVM: none, or one. Any thread, never blocks. */
public interface Devnet {

    /**
     * Starts the network and points the other bundles to it.
     *
     * @return the network once circuits can be started; fails with a {@link DevnetException}
     */
    CompletionStage<RunningDevnet> start(DevnetSettings settings);

    /**
     * Stops paid circuits and the network, also one that is starting, and restores what was configured before.
     *
     * @return completes when all is gone, at once when there is none
     */
    CompletionStage<Void> stop();

    /** The network, once it is started and until it is stopped. */
    Optional<RunningDevnet> running();
}
