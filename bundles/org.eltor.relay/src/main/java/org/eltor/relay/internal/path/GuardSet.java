package org.eltor.relay.internal.path;

import java.util.List;
import java.util.function.Predicate;
import org.eltor.api.tor.Fingerprint;

/**
 * The small set of relays that this client ever uses as guards (guard-spec 4): a relay once in it is preferred for
 * good, so that time does not bring every guard of the network. Thread-safe.
 */
public interface GuardSet {
    /**
     * Names the guards to be used now, adding to the set only when too few of its own will do.
     *
     * @param candidates the relays that may be added, the first of them first
     * @param usable whether a candidate will do now; pure
     * @param count how many are wanted
     * @return at most {@code count} usable candidates in the order of the set; fewer only when there are no more
     */
    List<Fingerprint> choose(List<Fingerprint> candidates, Predicate<Fingerprint> usable, int count);
}
