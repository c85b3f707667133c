package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
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

    /**
     * The order; one number is drawn for each candidate.
     *
     * @param weight of the candidate at an index
     */
    static List<Candidate> of(List<Candidate> candidates, IntToDoubleFunction weight, RandomGenerator random) {
        List<Keyed> keyed = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            double key = -Math.log(1 - random.nextDouble()) / Math.max(LEAST_WEIGHT, weight.applyAsDouble(i));
            keyed.add(new Keyed(candidates.get(i), key));
        }
        keyed.sort(Comparator.comparingDouble(Keyed::key));
        return keyed.stream().map(Keyed::candidate).toList();
    }
}
