package org.eltor.relay.internal.path;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks for three candidates that go together. Complete: what it does not find does not exist. Pure. */
final class PathSearch {
    private static final Comparator<Candidate> BY_COST = Comparator.comparingLong(Candidate::cost);

    private PathSearch() {}

    /**
     * The first path in the given order: exits before guards before middles (path-spec 2.2), going back where a choice
     * leads nowhere.
     *
     * @param most what the path may cost, millisatoshi; equal is allowed
     */
    static Optional<Path> first(Positions order, long most) {
        long cheapestGuard = cheapest(order.guards());
        long cheapestMiddle = cheapest(order.middles());
        for (Candidate exit : order.exits()) {
            if (Path.sum(exit.cost(), cheapestGuard, cheapestMiddle) <= most) {
                for (Candidate guard : order.guards()) {
                    if (Path.sum(exit.cost(), guard.cost(), cheapestMiddle) <= most && guard.goesWith(exit)) {
                        Candidate middle = firstMiddle(order.middles(), guard, exit, most);
                        if (middle != null) {
                            return Optional.of(new Path(guard, middle, exit));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Candidate firstMiddle(List<Candidate> middles, Candidate guard, Candidate exit, long most) {
        for (Candidate middle : middles) {
            if (Path.sum(guard.cost(), middle.cost(), exit.cost()) <= most
                    && middle.goesWith(guard)
                    && middle.goesWith(exit)) {
                return middle;
            }
        }
        return null;
    }

    private static long cheapest(List<Candidate> candidates) {
        return candidates.stream().mapToLong(Candidate::cost).min().orElse(Long.MAX_VALUE);
    }

    /** The same candidates, the cheapest first, as {@link #cheapest(Positions, long)} wants them. */
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
     */
    static Optional<Path> cheapest(Positions sorted, long enough) {
        if (sorted.anyEmpty()) {
            return Optional.empty();
        }
        long leastGuard = sorted.guards().get(0).cost();
        long leastMiddle = sorted.middles().get(0).cost();
        Path best = null;
        for (Candidate exit : sorted.exits()) {
            if (best != null && Path.sum(exit.cost(), leastGuard, leastMiddle) >= best.cost()) {
                break;
            }
            for (Candidate guard : sorted.guards()) {
                if (best != null && Path.sum(exit.cost(), guard.cost(), leastMiddle) >= best.cost()) {
                    break;
                }
                Candidate middle = guard.goesWith(exit)
                        ? firstMiddle(sorted.middles(), guard, exit, best == null ? Long.MAX_VALUE : best.cost())
                        : null;
                if (middle != null && (best == null || new Path(guard, middle, exit).cost() < best.cost())) {
                    best = new Path(guard, middle, exit);
                    if (best.cost() <= enough) {
                        return Optional.of(best);
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }
}
