package org.eltor.relay.internal.guard;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.eltor.api.tor.Fingerprint;

/** The relays of a network that may be guards. Immutable and pure. */
public interface GuardPool {
    /** Number of relays that may be. */
    int size();

    /** Whether the network has this relay as a guard at all, whatever a path needs. */
    boolean isListed(Fingerprint relay);

    /** Whether a path can lead through it, other circuits aside. */
    boolean isUsable(Fingerprint relay);

    /**
     * Draws one by weight.
     *
     * @param fits which of the usable ones will do
     * @return empty when there is none
     */
    Optional<Fingerprint> draw(Predicate<Fingerprint> fits, RandomGenerator random);
}
