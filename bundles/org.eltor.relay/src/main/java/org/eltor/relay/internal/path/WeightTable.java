package org.eltor.relay.internal.path;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Candidates of one position with their weights, the cheapest first, ready to be drawn from. Immutable. */
final class WeightTable {
    private final List<Candidate> candidates;
    private final long[] costs;
    private final double[] sums; // sums[i]: weights up to and with candidate i

    /** @param candidates the cheapest first */
    WeightTable(List<Candidate> candidates, ToDoubleFunction<Candidate> weight) {
        this.candidates = candidates;
        this.costs = candidates.stream().mapToLong(Candidate::cost).toArray();
        this.sums = new double[candidates.size()];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += weight.applyAsDouble(candidates.get(i));
            sums[i] = sum;
        }
    }

    List<Candidate> candidates() {
        return candidates;
    }

    double total() {
        return sums.length == 0 ? 0 : sums[sums.length - 1];
    }

    double weight(int index) {
        return index == 0 ? sums[0] : sums[index] - sums[index - 1];
    }

    /** Draws one in proportion to its weight, with one random number; null when nobody has any weight. */
    Candidate draw(RandomGenerator random) {
        return draw(sums.length, random);
    }

    /**
     * Draws one of the first ones in proportion to its weight, with one random number; null when none of them has any.
     *
     * @param first how many of the cheapest may be drawn
     */
    Candidate draw(int first, RandomGenerator random) {
        double total = first == 0 ? 0 : sums[first - 1];
        if (total <= 0) {
            return null;
        }
        double point = random.nextDouble() * total;
        int found = Arrays.binarySearch(sums, 0, first, point);
        // a candidate owns the numbers from the sum before it, which is included, to its own, which is not
        int index = found >= 0 ? found + 1 : -found - 1;
        while (index < first && weight(index) <= 0) {
            index++;
        }
        return index < first ? candidates.get(index) : null;
    }

    /** How many candidates cost no more. */
    int within(long cost) {
        int low = 0;
        int high = costs.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (costs[middle] <= cost) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The lowest cost; 0 where there is nobody. */
    long least() {
        return costs.length == 0 ? 0 : costs[0];
    }

    /**
     * Draws one of those that fit in proportion to its weight, after a look at all of them; null when none of those with
     * any weight fits.
     *
     * @param first how many of the cheapest may be drawn
     */
    Candidate drawFitting(int first, Predicate<Candidate> fits, RandomGenerator random) {
        Candidate drawn = null;
        double total = 0;
        for (int i = 0; i < first; i++) {
            double weight = weight(i);
            if (weight > 0 && fits.test(candidates.get(i))) {
                total += weight;
                if (random.nextDouble() * total < weight) {
                    drawn = candidates.get(i);
                }
            }
        }
        return drawn;
    }

    /** All candidates in a random order by weight; one number is drawn for each. */
    List<Candidate> order(RandomGenerator random) {
        return WeightedOrder.of(candidates, this::weight, random);
    }

    /** Number of equally likely relays that would be as hard to guess: 2 to the power of the entropy. */
    double effectiveSize() {
        double total = total();
        if (total <= 0) {
            return candidates.size();
        }
        double entropy = 0;
        for (int i = 0; i < sums.length; i++) {
            double share = weight(i) / total;
            if (share > 0) {
                entropy -= share * Math.log(share);
            }
        }
        return Math.exp(entropy);
    }
}
