package org.eltor.relay.internal.path;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Looks for three candidates that go together. Complete: what it does not find does not exist. Pure. */
final class PathSearch {
    private static final Comparator<Candidate> BY_COST = Comparator.comparingLong(Candidate::cost);

    private PathSearch() {}

    /**
     * The first path in the given order: exits before guards before middles (path-spec 2.2), going back where a choice
     * leads nowhere.
     */
    static Optional<Path> first(Positions order, Limits limits) {
        Limits left = without(limits, order.middles());
        Limits forExit = without(left, order.guards());
        for (Candidate exit : order.exits()) {
            if (mayStand(exit, forExit)) {
                for (Candidate guard : order.guards()) {
                    if (mayStand(guard, without(left, exit)) && guard.goesWith(exit)) {
                        Candidate middle = firstMiddle(order.middles(), guard, exit, limits);
                        if (middle != null) {
                            return Optional.of(new Path(guard, middle, exit));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Candidate firstMiddle(List<Candidate> middles, Candidate guard, Candidate exit, Limits limits) {
        for (Candidate middle : middles) {
            if (limits.allow(guard, middle, exit) && middle.goesWith(guard) && middle.goesWith(exit)) {
                return middle;
            }
        }
        return null;
    }

    private static boolean mayStand(Candidate candidate, Limits limits) {
        return candidate.cost() <= limits.circuit() && candidate.rate() <= limits.interval();
    }

    /** What is left of the limits when the cheapest of the candidates is taken. */
    private static Limits without(Limits limits, List<Candidate> candidates) {
        return new Limits(
                limits.circuit() - least(candidates, Candidate::cost),
                limits.interval() - least(candidates, Candidate::rate));
    }

    private static Limits without(Limits limits, Candidate candidate) {
        return new Limits(limits.circuit() - candidate.cost(), limits.interval() - candidate.rate());
    }

    /** Nothing where there are none: then there is no path anyway. */
    private static long least(List<Candidate> candidates, ToLongFunction<Candidate> price) {
        return candidates.stream().mapToLong(price).min().orElse(0);
    }

    /** The same candidates, the cheapest first, as {@link #cheapest(Positions, long, long)} wants them. */
    static Positions byCost(Positions positions) {
        return new Positions(sorted(positions.guards()), sorted(positions.middles()), sorted(positions.exits()));
    }

    private static List<Candidate> sorted(List<Candidate> candidates) {
        return candidates.stream().sorted(BY_COST).toList();
    }

    /**
     * The cheapest path, or any that is cheap enough.
     *
     * @param sorted candidates with the cheapest first
     * @param enough price at which the search may stop, millisatoshi; -1 to find the cheapest
     * @param interval what one interval may cost, millisatoshi
     */
    static Optional<Path> cheapest(Positions sorted, long enough, long interval) {
        if (sorted.anyEmpty()) {
            return Optional.empty();
        }
        long intervalOfTwo = left(interval, sorted.middles());
        long intervalOfExit = left(intervalOfTwo, sorted.guards());
        long leastGuard = sorted.guards().get(0).cost();
        long leastMiddle = sorted.middles().get(0).cost();
        Path best = null;
        for (Candidate exit : sorted.exits()) {
            if (best != null && Path.sum(exit.cost(), leastGuard, leastMiddle) >= best.cost()) {
                break;
            }
            if (exit.rate() <= intervalOfExit) {
                best = cheapest(sorted, exit, best, enough, new Limits(leastMiddle, interval), intervalOfTwo);
                if (best != null && best.cost() <= enough) {
                    break;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** What is left of an interval's limit when the cheapest of the candidates is taken; no limit stays none. */
    private static long left(long interval, List<Candidate> candidates) {
        return interval == Long.MAX_VALUE ? interval : interval - least(candidates, Candidate::rate);
    }

    /** The cheapest path with this exit where it is cheaper than the best one so far, else that one. */
    private static Path cheapest(
            Positions sorted, Candidate exit, Path before, long enough, Limits least, long intervalOfTwo) {
        Path best = before;
        for (Candidate guard : sorted.guards()) {
            if (best != null && Path.sum(exit.cost(), guard.cost(), least.circuit()) >= best.cost()) {
                break;
            }
            if (Path.sum(exit.rate(), guard.rate(), 0) <= intervalOfTwo && guard.goesWith(exit)) {
                Limits cheaper = new Limits(best == null ? Long.MAX_VALUE : best.cost() - 1, least.interval());
                Candidate middle = firstMiddle(sorted.middles(), guard, exit, cheaper);
                if (middle != null) {
                    best = new Path(guard, middle, exit);
                    if (best.cost() <= enough) {
                        break;
                    }
                }
            }
        }
        return best;
    }
}
