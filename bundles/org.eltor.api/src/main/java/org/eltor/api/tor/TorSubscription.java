package org.eltor.api.tor;

import org.osgi.annotation.versioning.ProviderType;

/** A subscription to events. */
@ProviderType
public interface TorSubscription extends AutoCloseable {
    /** Ends the subscription; no event is delivered after this returns on the event thread. Closing twice is harmless. */
    @Override
    void close();
}
