package org.eltor.api.tor;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Opens control connections beside the configured one, for example to relays of one's own. */
@ProviderType
public interface TorConnector {
    /**
     * Connects and authenticates once; there is no reconnect.
     *
     * @return a connection to be closed by the caller; fails with a {@link TorException} that says the way out:
     *     REFUSED with tor's code for a wrong password or cookie, or 514 where there was nothing to authenticate with;
     *     MALFORMED for a wrong server hash; CONNECTION_LOST where nobody answers at the address
     */
    CompletionStage<TorConnection> connect(ControlTarget target);

    /** A connection that its opener closes. */
    @ProviderType
    interface TorConnection extends AutoCloseable {
        /** The commands and events of this connection. */
        TorControl control();

        /** Completes when the connection has ended, by whomever; never exceptionally. */
        CompletionStage<Void> ended();

        /** Ends the connection. Closing twice is harmless. */
        @Override
        void close();
    }
}
