package org.eltor.shell.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.RelayDescriptor;

/**
 * What many plans came to.
 *
 * @param planned how many paths were planned
 * @param failures plans that failed, by message
 * @param uses how often each relay was used, for guard, middle and exit
 * @param relaxed how often each rule was given up
 * @param costs what the paths cost, millisatoshi, in rising order
 * @param nanos how long each plan took, in rising order
 */
public record PathTest(
        int planned,
        Map<String, Integer> failures,
        List<Map<RelayDescriptor, Integer>> uses,
        Map<String, Integer> relaxed,
        long[] costs,
        long[] nanos) {
    /** Plans one path. */
    @FunctionalInterface
    public interface Planner {
        /** @throws NoPathException when there is none */
        PathPlan plan() throws NoPathException;
    }

    private static final int PATIENCE = 100;

    /**
     * Plans paths; ends early where all of the first {@value #PATIENCE} fail.
     *
     * @param time in nanoseconds
     * @throws InterruptedException when the user interrupts it
     */
    public static PathTest of(int count, Planner planner, LongSupplier time) throws InterruptedException {
        Map<String, Integer> failures = new TreeMap<>();
        List<Map<RelayDescriptor, Integer>> uses = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
        Map<String, Integer> relaxed = new TreeMap<>();
        long[] costs = new long[count];
        long[] nanos = new long[count];
        int planned = 0;
        for (int i = 0; i < count && (planned > 0 || i < PATIENCE); i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long start = time.getAsLong();
            try {
                PathPlan plan = planner.plan();
                nanos[planned] = time.getAsLong() - start;
                costs[planned++] = plan.cost().msat();
                plan.relaxed().forEach(rule -> relaxed.merge(rule, 1, Integer::sum));
                IntStream.range(0, 3)
                        .forEach(hop -> uses.get(hop).merge(plan.hops().get(hop), 1, Integer::sum));
            } catch (NoPathException e) {
                failures.merge(e.getMessage(), 1, Integer::sum);
            }
        }
        return new PathTest(planned, failures, uses, relaxed, sorted(costs, planned), sorted(nanos, planned));
    }

    private static long[] sorted(long[] values, int size) {
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Plans that failed. */
    int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Half of the values are below this one; 0 where there are none. */
    static long median(long[] sorted) {
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
