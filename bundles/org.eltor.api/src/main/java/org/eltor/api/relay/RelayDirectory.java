package org.eltor.api.relay;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eltor.api.tor.Fingerprint;
import org.osgi.annotation.versioning.ProviderType;

/** What relays there are. As a service it is registered while it has a usable view. */
@ProviderType
public interface RelayDirectory {
    /** The newest view. Does not block. */
    NetworkView view();

    /**
     * Asks tor itself, now, which of these relays it could not extend a circuit to for want of a consensus entry or a
     * descriptor. An unknown relay in EXTENDPAIDCIRCUIT kills the elTor daemon, so this comes right before it.
     *
     * @return the unknown ones, empty when all are known; fails with a {@link org.eltor.api.tor.TorException}
     */
    CompletionStage<Set<Fingerprint>> unknown(Collection<Fingerprint> relays);
}
