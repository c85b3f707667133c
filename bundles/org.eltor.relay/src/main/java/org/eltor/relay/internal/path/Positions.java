package org.eltor.relay.internal.path;

import java.util.List;
import java.util.function.Predicate;

/**
 * The relays that may be used at each position. A relay may be at several.
 *
 * @param guards candidates for the first hop
 * @param middles candidates for the second hop
 * @param exits candidates for the last hop
 */
record Positions(List<Candidate> guards, List<Candidate> middles, List<Candidate> exits) {
    Positions filter(Predicate<Candidate> guard, Predicate<Candidate> middleOrExit) {
        return new Positions(
                guards.stream().filter(guard).toList(),
                middles.stream().filter(middleOrExit).toList(),
                exits.stream().filter(middleOrExit).toList());
    }

    boolean anyEmpty() {
        return guards.isEmpty() || middles.isEmpty() || exits.isEmpty();
    }
}
