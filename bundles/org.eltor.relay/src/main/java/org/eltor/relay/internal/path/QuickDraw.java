package org.eltor.relay.internal.path;

import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Draws a path by weight, exit first, then guard, then middle, and draws again where the relays do not go together: the
 * same odds as a walk through all relays in a random order, in the time of a few draws. It may find nothing where there
 * is a path; then the complete search decides. Belongs to one plan.
 */
final class QuickDraw {
    private static final int TRIES = 64;

    private final Roster roster;
    private final Limits limits;
    private final Predicate<Candidate> inner;
    private final RandomGenerator random;

    /** @param inner which relays may be middle or exit */
    QuickDraw(Roster roster, Predicate<Candidate> inner, RandomGenerator random) {
        this.roster = roster;
        this.limits = roster.limits();
        this.inner = inner;
        this.random = random;
    }

    /**
     * One path; null when none came up.
     *
     * @param guards the guards to be tried, in this order
     */
    Path path(List<Candidate> guards) {
        for (int i = 0; i < TRIES && !guards.isEmpty(); i++) {
            Candidate exit = roster.exits().draw(random);
            if (exit == null) {
                return null;
            }
            if (inner.test(exit)) {
                for (Candidate guard : guards) {
                    Candidate middle = guard.goesWith(exit) ? middle(guard, exit) : null;
                    if (middle != null) {
                        return new Path(guard, middle, exit);
                    }
                }
            }
        }
        return null;
    }

    private Candidate middle(Candidate guard, Candidate exit) {
        WeightTable middles = roster.middles();
        long left = limits.circuit() - Path.sum(guard.cost(), exit.cost(), 0);
        int affordable = left < middles.least() ? 0 : middles.within(left);
        Predicate<Candidate> fits = middle -> limits.allow(guard, middle, exit)
                && inner.test(middle)
                && middle.goesWith(guard)
                && middle.goesWith(exit);
        for (int i = 0; i < TRIES; i++) {
            Candidate middle = middles.draw(affordable, random);
            if (middle == null) {
                return null;
            }
            if (fits.test(middle)) {
                return middle;
            }
        }
        return middles.drawFitting(affordable, fits, random);
    }
}
