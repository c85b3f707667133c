package org.eltor.relay.internal.path;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Candidates of one position with their weights, ready to be drawn from. Immutable. */
final class WeightTable {
    private final List<Candidate> candidates;
    private final double[] sums; // sums[i]: weights up to and with candidate i

    WeightTable(List<Candidate> candidates, ToDoubleFunction<Candidate> weight) {
        this.candidates = candidates;
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
        double total = total();
        if (total <= 0) {
            return null;
        }
        double point = random.nextDouble() * total;
        int found = Arrays.binarySearch(sums, point);
        // a candidate owns the numbers from the sum before it, which is included, to its own, which is not
        int index = found >= 0 ? found + 1 : -found - 1;
        while (index < sums.length && weight(index) <= 0) {
            index++;
        }
        return index < sums.length ? candidates.get(index) : null;
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
