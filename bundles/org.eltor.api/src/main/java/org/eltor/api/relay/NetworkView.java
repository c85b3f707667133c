package org.eltor.api.relay;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

    /**
     * A weight of the consensus footer, {@code bandwidth-weights}: how much of a relay's bandwidth counts at a position
     * (dir-spec 3.8.3).
     *
     * @param keyword for example {@code Wgg}, or {@code Wed}
     * @return parts of {@code bwweightscale}; empty where the consensus does not say
     */
    default OptionalInt bandwidthWeight(String keyword) {
        return OptionalInt.empty();
    }

    /**
     * A parameter of the network, from the line {@code params} of the consensus (param-spec).
     *
     * @param keyword for example {@code bwweightscale}
     * @return empty where the consensus does not say
     */
    default OptionalInt parameter(String keyword) {
        return OptionalInt.empty();
    }

    /**
     * What the documents held that could not be used: entries and descriptors, by reason, in no more than a few words.
     * Empty where all could.
     */
    default Map<String, Integer> leftOut() {
        return Map.of();
    }
}
