package org.eltor.relay.internal.guard;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eltor.api.relay.GuardRecord;
import org.eltor.api.tor.Fingerprint;

/**
 * The small set of relays that this client ever uses as guards (guard-spec 4): a relay once in it is preferred for
 * long, so that time does not bring every guard of the network. New ones are drawn with a chance of the set's own, so
 * that the rest of a plan does not depend on whether one was. Thread-safe.
 */
public interface GuardSet {
    /**
     * The guards for a path.
     *
     * @param primary those that are used before all others as long as they are in the network, three at most
     * @param now those to be tried now, preferred first: primary ones that answer, or others where it was seen that none of them does
     */
    record Choice(List<Fingerprint> primary, List<Fingerprint> now) {
        public Choice {
            primary = List.copyOf(primary);
            now = List.copyOf(now);
        }
    }

    /**
     * Names the guards to be used, adding to the set only when too few of its own will do. None where it is full, and
     * nobody in it will do.
     */
    Choice choose(GuardPool pool);

    /**
     * One more guard of the set. Never a new one: what other circuits use is no reason for that.
     *
     * @param fits whether a guard will do; pure
     */
    Optional<Fingerprint> further(GuardPool pool, Predicate<Fingerprint> fits);

    /** The relays of the set in the order in which they are preferred; {@code pool} says which can be used. */
    List<GuardRecord> records(GuardPool pool);

    /** Why no guard may be chosen, one line that says the way out; empty while all is well. */
    Optional<String> problem();

    /** What the user should know of the set, one line each. */
    List<String> notices();
}
