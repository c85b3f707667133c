package org.eltor.relay.internal.path;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Puts candidates in a random order in which each place goes to one of those left with a chance in proportion to its
 * weight (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006).
 */
final class WeightedOrder {
    /** Keeps a weight of 0 in the order, after all others. */
    private static final double LEAST_WEIGHT = 1e-12;

    private record Keyed(Candidate candidate, double key) {}

    private WeightedOrder() {}

    /** The order; one number is drawn for each candidate. */
    static List<Candidate> of(
            List<Candidate> candidates, Position position, PositionWeights weights, RandomGenerator random) {
        return candidates.stream()
                .map(candidate -> new Keyed(
                        candidate,
                        -Math.log(1 - random.nextDouble())
                                / Math.max(LEAST_WEIGHT, weights.weight(candidate.relay(), position))))
                .sorted(Comparator.comparingDouble(Keyed::key))
                .map(Keyed::candidate)
                .toList();
    }
}
