package org.eltor.relay.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.GuardPool;
import org.junit.jupiter.api.Test;

/** A million paths in the public network of 2019-12-15, against rules and odds that were written separately. */
class MillionSelectionsTest {
    private static final int SELECTIONS = 1_000_000;
    private static final int PORT = 443;

    /** A client that was never there before, each time: so that the odds of guards show. */
    private static final class FreshGuards extends ForwardingGuards {
        private final RandomGenerator random = Relays.random(5);

        FreshGuards() {
            super(Relays.guards(Clock.systemUTC()));
        }

        @Override
        public Choice choose(GuardPool pool) {
            List<Fingerprint> guard = List.of(pool.draw(any -> true, random).orElseThrow());
            return new Choice(guard, guard);
        }
    }

    /** What one position should have come to, given what the others were. */
    private static final class Expectation {
        private final double[] weights;
        private final double[] excluded;
        private final long[] counts;
        private final double total;
        private double shares; // sum of one over the weight that could be chosen from

        Expectation(double[] weights) {
            this.weights = weights;
            this.excluded = new double[weights.length];
            this.counts = new long[weights.length];
            double sum = 0;
            for (double weight : weights) {
                sum += weight;
            }
            this.total = sum;
        }

        void add(int chosen, Set<Integer> out) {
            double left = total;
            for (int index : out) {
                left -= weights[index];
            }
            shares += 1 / left;
            for (int index : out) {
                excluded[index] += weights[index] / left;
            }
            counts[chosen]++;
        }

        double deviation() {
            double[] expected = new double[weights.length];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = weights[i] * shares - excluded[i];
            }
            return ChiSquare.deviation(counts, expected);
        }
    }

    @Test
    void breakNoRuleAndFollowTheWeights() throws IOException, NoPathException {
        RealNetwork network = RealNetwork.of("2019-12-15-13-00-00-consensus-microdesc.gz", "2019-12-15-microdescs.gz");
        List<RelayDescriptor> relays = List.copyOf(network.relays());
        Map<Fingerprint, Integer> index = new HashMap<>();
        relays.forEach(relay -> index.put(relay.fingerprint(), index.size()));
        List<Set<Integer>> together = PathRules.conflicts(relays);
        Expectation guards = new Expectation(weights(network, "Wg", relay -> relay.has(RelayFlag.GUARD)));
        Expectation middles = new Expectation(weights(network, "Wm", relay -> true));
        Expectation exits = new Expectation(weights(
                network,
                "We",
                relay -> relay.has(RelayFlag.EXIT)
                        && !relay.has(RelayFlag.BAD_EXIT)
                        && relay.exitPorts().test(PORT)));
        PathSelector selector =
                new PathSelector(PathSettings.PLAIN, new FreshGuards(), ConsensusWeights::of, Surroundings.NONE);
        PathRequest request = new PathRequest(
                Set.of(PORT), Set.of(), Set.of(), MilliSatoshi.ZERO, Relays.RATE_TIMES_INTERVALS, false);
        RandomGenerator random = Relays.random(20191215);
        int violations = 0;
        for (int i = 0; i < SELECTIONS; i++) {
            List<RelayDescriptor> hops = selector.plan(request, network, random).hops();
            int guard = index.get(hops.get(0).fingerprint());
            int middle = index.get(hops.get(1).fingerprint());
            int exit = index.get(hops.get(2).fingerprint());
            violations += PathRules.violations(hops, request).isEmpty()
                            && hops.stream().allMatch(hop -> hop.has(RelayFlag.FAST))
                    ? 0
                    : 1;
            guards.add(guard, Set.of());
            exits.add(exit, together.get(guard));
            middles.add(middle, PathRules.union(together.get(guard), together.get(exit)));
        }
        assertThat(violations).isZero();
        assertThat(guards.deviation()).as("guards").isLessThan(ChiSquare.ONE_IN_A_THOUSAND);
        assertThat(exits.deviation()).as("exits").isLessThan(ChiSquare.ONE_IN_A_THOUSAND);
        assertThat(middles.deviation()).as("middles").isLessThan(ChiSquare.ONE_IN_A_THOUSAND);
    }

    /** Bandwidth times the weight of the footer, read here without the selector's own code. */
    private static double[] weights(RealNetwork network, String prefix, Predicate<RelayDescriptor> candidate) {
        return network.relays().stream()
                .mapToDouble(relay -> {
                    boolean exit = relay.has(RelayFlag.EXIT) && !relay.has(RelayFlag.BAD_EXIT);
                    String kind = relay.has(RelayFlag.GUARD) ? exit ? "d" : "g" : exit ? "e" : "m";
                    boolean up = relay.has(RelayFlag.RUNNING) && relay.has(RelayFlag.VALID);
                    return up && relay.has(RelayFlag.FAST) && candidate.test(relay)
                            ? (double) relay.bandwidth()
                                    * network.bandwidthWeight(prefix + kind).getAsInt()
                            : 0;
                })
                .toArray();
    }

    @Test
    void theTestWouldNoticeOddsThatAreSlightlyWrong() {
        RandomGenerator random = Relays.random(3);
        double[] weights = random.doubles(1000, 0.5, 2).toArray();
        double[] wrong = weights.clone();
        for (int i = 0; i < wrong.length; i += 2) {
            wrong[i] *= 1.04;
        }
        long[] counts = new long[weights.length];
        double sum = Arrays.stream(wrong).sum();
        for (int i = 0; i < SELECTIONS; i++) {
            double point = random.nextDouble() * sum;
            int chosen = 0;
            while ((point -= wrong[chosen]) > 0) {
                chosen++;
            }
            counts[chosen]++;
        }
        double right = Arrays.stream(weights).sum();
        double[] expected = Arrays.stream(weights)
                .map(weight -> weight / right * SELECTIONS)
                .toArray();
        assertThat(ChiSquare.deviation(counts, expected)).isGreaterThan(ChiSquare.ONE_IN_A_THOUSAND);
    }
}
