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
    private static final MilliSatoshi BEYOND_ALL_PRICES = MilliSatoshi.of(1_000_000_000);
    /** Some are beyond the bounds of the factor. */
    private static final long[] RATES = {100, 700, 1000, 1400, 1900, 5000};

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

        double expected(int relay) {
            return weights[relay] * shares - excluded[relay];
        }

        double deviation() {
            double[] expected = new double[weights.length];
            Arrays.setAll(expected, this::expected);
            return ChiSquare.deviation(counts, expected);
        }
    }

    /** The positions of a million paths, in the order of paths. */
    private static final class Expectations {
        private final Expectation guards;
        private final Expectation middles;
        private final Expectation exits;

        /** @param factors what the weight of each relay is multiplied by */
        Expectations(RealNetwork network, double[] factors) {
            guards = new Expectation(times(weights(network, "Wg", relay -> relay.has(RelayFlag.GUARD)), factors));
            middles = new Expectation(times(weights(network, "Wm", relay -> true), factors));
            exits = new Expectation(times(
                    weights(
                            network,
                            "We",
                            relay -> relay.has(RelayFlag.EXIT)
                                    && !relay.has(RelayFlag.BAD_EXIT)
                                    && relay.exitPorts().test(PORT)),
                    factors));
        }

        private static double[] times(double[] weights, double[] factors) {
            double[] products = new double[weights.length];
            Arrays.setAll(products, i -> weights[i] * factors[i]);
            return products;
        }

        void add(int guard, int middle, int exit, List<Set<Integer>> together) {
            guards.add(guard, Set.of());
            exits.add(exit, together.get(guard));
            middles.add(middle, PathRules.union(together.get(guard), together.get(exit)));
        }

        List<Expectation> all() {
            return List.of(guards, middles, exits);
        }

        void assertThatNoneIsRejected() {
            assertThat(guards.deviation()).as("guards").isLessThan(ChiSquare.ONE_IN_A_THOUSAND);
            assertThat(exits.deviation()).as("exits").isLessThan(ChiSquare.ONE_IN_A_THOUSAND);
            assertThat(middles.deviation()).as("middles").isLessThan(ChiSquare.ONE_IN_A_THOUSAND);
        }
    }

    @Test
    void breakNoRuleAndFollowTheWeights() throws IOException, NoPathException {
        RealNetwork network = network();
        double[] none = new double[network.relays().size()];
        Arrays.fill(none, 1);
        play(network, PathSettings.PLAIN, List.of(new Expectations(network, none)))
                .get(0)
                .assertThatNoneIsRejected();
    }

    @Test
    void pricesShiftTheWeightsByAFactorOfTwoAtMost() throws IOException, NoPathException {
        RealNetwork network = network();
        RandomGenerator random = Relays.random(7);
        network.ask(relay -> RATES[random.nextInt(RATES.length)]);
        double[] factors = priceFactors(network);
        double[] none = new double[factors.length];
        Arrays.fill(none, 1);
        PathSettings settings = new PathSettings(NodeLists.UNSET, Caps.NONE, true, PathSettings.LONG_LIVED_PORTS);

        List<Expectations> expected =
                play(network, settings, List.of(new Expectations(network, factors), new Expectations(network, none)));
        expected.get(0).assertThatNoneIsRejected();
        for (int position = 0; position < 3; position++) {
            Expectation shifted = expected.get(0).all().get(position);
            Expectation plain = expected.get(1).all().get(position);
            assertThat(plain.deviation()).as("prices count").isGreaterThan(ChiSquare.ONE_IN_A_THOUSAND);
            double mean = shifted.total / plain.total;
            int compared = 0;
            for (int i = 0; i < factors.length; i++) {
                double without = plain.expected(i);
                if (without > 1000) {
                    compared++;
                    assertThat(shifted.counts[i] / without)
                            .as("relay %d, position %d", i, position)
                            .isBetween(0.5 / mean * 0.8, 2 / mean * 1.2);
                }
            }
            assertThat(compared).as("relays that are chosen often").isGreaterThan(100);
        }
    }

    /** What a relay's price makes of its weight, written here once more: the median over it, from a half to two. */
    private static double[] priceFactors(RealNetwork network) {
        long[] rates = network.relays().stream()
                .filter(MillionSelectionsTest::isUp)
                .mapToLong(relay -> relay.terms().rate().msat())
                .sorted()
                .toArray();
        double median = rates[rates.length / 2];
        return network.relays().stream()
                .mapToDouble(relay ->
                        Math.max(0.5, Math.min(2, median / relay.terms().rate().msat())))
                .toArray();
    }

    private static RealNetwork network() throws IOException {
        return RealNetwork.of("2019-12-15-13-00-00-consensus-microdesc.gz", "2019-12-15-microdescs.gz");
    }

    /** Plans a million paths, none of which may break a rule. */
    private static List<Expectations> play(RealNetwork network, PathSettings settings, List<Expectations> expectations)
            throws NoPathException {
        List<RelayDescriptor> relays = List.copyOf(network.relays());
        Map<Fingerprint, Integer> index = new HashMap<>();
        relays.forEach(relay -> index.put(relay.fingerprint(), index.size()));
        List<Set<Integer>> together = PathRules.conflicts(relays);
        PathSelector selector = new PathSelector(settings, new FreshGuards(), ConsensusWeights::of, Surroundings.NONE);
        PathRequest request = new PathRequest(
                Set.of(PORT), Set.of(), Set.of(), BEYOND_ALL_PRICES, Relays.RATE_TIMES_INTERVALS, false);
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
            expectations.forEach(expectation -> expectation.add(guard, middle, exit, together));
        }
        assertThat(violations).isZero();
        return expectations;
    }

    private static boolean isUp(RelayDescriptor relay) {
        return relay.has(RelayFlag.RUNNING) && relay.has(RelayFlag.VALID) && relay.has(RelayFlag.FAST);
    }

    /** Bandwidth times the weight of the footer, read here without the selector's own code. */
    private static double[] weights(RealNetwork network, String prefix, Predicate<RelayDescriptor> candidate) {
        return network.relays().stream()
                .mapToDouble(relay -> {
                    boolean exit = relay.has(RelayFlag.EXIT) && !relay.has(RelayFlag.BAD_EXIT);
                    String kind = relay.has(RelayFlag.GUARD) ? exit ? "d" : "g" : exit ? "e" : "m";
                    return isUp(relay) && candidate.test(relay)
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
