package org.eltor.relay.internal.path;

import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Draws a path by weight, exit first, then guard, then middle, and draws again where the relays do not go together: the
 * same odds as a walk through all relays in a random order, in the time of a few draws. It may find nothing where there
 * is a path; then the complete search decides. Pure.
 */
final class QuickDraw {
    private static final int TRIES = 64;

    private QuickDraw() {}

    /**
     * One path; null when none came up.
     *
     * @param guards the guards to be tried, in this order
     * @param inner which relays may be middle or exit
     */
    static Path path(Roster roster, List<Candidate> guards, Predicate<Candidate> inner, RandomGenerator random) {
        if (guards.isEmpty()) {
            return null;
        }
        for (int i = 0; i < TRIES; i++) {
            Candidate exit = roster.exits().draw(random);
            if (exit == null) {
                return null;
            }
            if (inner.test(exit)) {
                Candidate guard = guard(guards, exit, roster.limits());
                if (guard != null) {
                    return withMiddle(roster, guard, exit, inner, random);
                }
            }
        }
        return null;
    }

    private static Candidate guard(List<Candidate> guards, Candidate exit, Limits limits) {
        for (Candidate guard : guards) {
            if (Path.sum(guard.cost(), exit.cost(), 0) <= limits.circuit()
                    && Path.sum(guard.rate(), exit.rate(), 0) <= limits.interval()
                    && guard.goesWith(exit)) {
                return guard;
            }
        }
        return null;
    }

    private static Path withMiddle(
            Roster roster, Candidate guard, Candidate exit, Predicate<Candidate> inner, RandomGenerator random) {
        for (int i = 0; i < TRIES; i++) {
            Candidate middle = roster.middles().draw(random);
            if (middle == null) {
                return null;
            }
            if (roster.limits().allow(guard, middle, exit)
                    && inner.test(middle)
                    && middle.goesWith(guard)
                    && middle.goesWith(exit)) {
                return new Path(guard, middle, exit);
            }
        }
        return null;
    }
}
