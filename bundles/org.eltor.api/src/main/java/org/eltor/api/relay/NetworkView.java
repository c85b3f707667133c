package org.eltor.api.relay;

import java.util.Collection;
import java.util.Optional;
import org.eltor.api.tor.Fingerprint;
import org.osgi.annotation.versioning.ProviderType;

/** The relays of the network at one moment. Immutable; a newer consensus or descriptor makes a new view. */
@ProviderType
public interface NetworkView {
    /** Counts the views of one directory, from 1. */
    long generation();

    /** All relays of the consensus whose descriptor is known, in the order of their fingerprints. */
    Collection<RelayDescriptor> relays();

    /** One relay; empty when it is not in this view. */
    Optional<RelayDescriptor> relay(Fingerprint fingerprint);
}
