package org.eltor.relay.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathExplanation;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.PriceModel;
import org.eltor.api.relay.RelayDescriptor;
import org.junit.jupiter.api.Test;

/** What prices and experience do to the odds, and what caps do to the choice. */
class PriceTest {
    /** Relays at 100, 200, … 4000 msat an interval; relay n asks n times 100. */
    private static final NetworkView NETWORK = Relays.view(IntStream.rangeClosed(1, 40)
            .mapToObj(number -> Relays.relay(number).rate(100L * number).build())
            .toList());

    private static PathSelector selector(boolean price, HistoryFactors history) {
        PathSettings settings = new PathSettings(NodeLists.UNSET, Caps.NONE, price, PathSettings.LONG_LIVED_PORTS);
        return new PathSelector(
                settings, Relays.guards(Clock.systemUTC()), view -> PositionWeights.BANDWIDTH, new Surroundings() {
                    @Override
                    public Countries countries(NetworkView view) {
                        return Countries.NONE;
                    }

                    @Override
                    public HistoryFactors history() {
                        return history;
                    }
                });
    }

    private static Map<Integer, Double> factors(PathSelector selector) {
        Map<Integer, Double> factors = new HashMap<>();
        for (PathExplanation.Share share : selector.explain(Relays.request(1_000_000), NETWORK)
                .positions()
                .get(1)
                .likeliest()) {
            factors.put(number(share.relay()), share.factor());
        }
        return factors;
    }

    private static int number(RelayDescriptor relay) {
        return Integer.parseInt(relay.fingerprint().hex(), 16);
    }

    @Test
    void pricesTurnWeightsByAFactorOfTwoAtMost() {
        assertThat(factors(selector(false, HistoryFactors.NONE)).values()).containsOnly(1.0);
        Map<Integer, Double> factors = factors(selector(true, HistoryFactors.NONE));
        assertThat(factors).hasSize(20); // the likeliest are the cheapest
        assertThat(factors.get(1)).isEqualTo(2);
        assertThat(factors.get(10)).isEqualTo(2);
        assertThat(factors.get(20)).isCloseTo(21 / 20.0, within(1e-9));
    }

    @Test
    void priceAndHistoryTogetherStayWithinTheBounds() throws NoPathException {
        HistoryFactors history = relay -> relay.equals(Relays.fingerprint(1)) ? 0.5 : 2;
        Map<Integer, Double> factors = factors(selector(true, history));
        assertThat(factors.values()).allMatch(factor -> factor >= 0.5 && factor <= 2);
        assertThat(factors).doesNotContainKey(1); // cheap, but known to fail: not among the likeliest

        int[] with = exits(selector(true, history));
        int[] without = exits(selector(false, HistoryFactors.NONE));
        for (int relay = 1; relay <= 40; relay++) {
            assertThat((double) with[relay] / without[relay])
                    .as("relay %d", relay)
                    .isBetween(0.25 * 0.85, 4 * 1.15);
        }
    }

    private static int[] exits(PathSelector selector) throws NoPathException {
        int[] counts = new int[41];
        RandomGenerator random = Relays.random(8);
        for (int i = 0; i < 40_000; i++) {
            PathPlan plan = selector.plan(Relays.request(1_000_000), NETWORK, random);
            counts[number(plan.hops().get(2))]++;
        }
        return counts;
    }

    @Test
    void theCapOfOneRelayHolds() throws NoPathException {
        PathSelector selector = Relays.selector(NodeLists.UNSET, Caps.of(0, 10_000));
        for (int seed = 0; seed < 200; seed++) {
            List<RelayDescriptor> hops = selector.plan(Relays.request(1_000_000), NETWORK, Relays.random(seed))
                    .hops();
            assertThat(hops).allMatch(hop -> number(hop) <= 10);
        }
        assertThatThrownBy(() -> Relays.selector(NodeLists.UNSET, Caps.of(0, 2000))
                        .plan(Relays.request(1_000_000), NETWORK, Relays.random(1)))
                .isInstanceOf(NoPathException.class)
                .hasMessageContainingAll("The cap of one relay, 2000 msat", "relay.max.msat", "38 over the cap");
    }

    @Test
    void theCapOfOneIntervalHolds() throws NoPathException {
        PathSelector selector = Relays.selector(NodeLists.UNSET, Caps.of(1200, 0));
        boolean equal = false;
        for (int seed = 0; seed < 500; seed++) {
            PathPlan plan = selector.plan(Relays.request(1_000_000), NETWORK, Relays.random(seed));
            long rate = plan.hops().stream()
                    .mapToLong(hop -> hop.terms().rate().msat())
                    .sum();
            assertThat(rate).isLessThanOrEqualTo(1200);
            equal |= rate == 1200;
        }
        assertThat(equal).isTrue();
        assertThat(Relays.selector(NodeLists.UNSET, Caps.of(600, 0))
                        .plan(Relays.request(1_000_000), NETWORK, Relays.random(1))
                        .cost()
                        .msat())
                .isEqualTo(6000);
        assertThatThrownBy(() -> Relays.selector(NodeLists.UNSET, Caps.of(599, 0))
                        .plan(Relays.request(1_000_000), NETWORK, Relays.random(1)))
                .isInstanceOf(NoPathException.class)
                .hasMessageContainingAll("The cap of one interval, 599 msat", "raise interval.max.msat");
    }

    @Test
    void aHandshakeFeeThatCannotBePaidIsTheReason() {
        PaymentTerms terms = new PaymentTerms(
                MilliSatoshi.of(100),
                Duration.ofSeconds(60),
                10,
                MilliSatoshi.of(5),
                List.of(new Payee(PayeeKind.BOLT12_OFFER, "lno1abc")));
        PriceModel noHandshakes = asked ->
                asked.handshakeFee().msat() > 0 ? Optional.empty() : Relays.RATE_TIMES_INTERVALS.circuitCost(asked);
        PathRequest request =
                new PathRequest(Set.of(443), Set.of(), Set.of(), MilliSatoshi.of(90_000), noHandshakes, true);
        NetworkView view = Relays.view(
                Relays.relay(1).build(),
                Relays.relay(2).build(),
                Relays.relay(3).terms(terms).build());
        assertThat(selector(true, HistoryFactors.NONE).explain(request, view).refusals())
                .containsEntry("with a handshake fee that cannot be paid", 1);
    }

    @Test
    void aHandshakeFeeThatCanBePaidCountsForCircuitAndRelay() throws NoPathException {
        PaymentTerms terms = new PaymentTerms(
                MilliSatoshi.of(100),
                Duration.ofSeconds(60),
                10,
                MilliSatoshi.of(5),
                List.of(new Payee(PayeeKind.BOLT12_OFFER, "lno1abc")));
        PriceModel withHandshakes = Relays.RATE_TIMES_INTERVALS; // adds the fee
        NetworkView view = Relays.view(
                Relays.relay(1).terms(terms).build(),
                Relays.relay(2).terms(terms).build(),
                Relays.relay(3).terms(terms).build());
        PathRequest request =
                new PathRequest(Set.of(443), Set.of(), Set.of(), MilliSatoshi.of(3015), withHandshakes, true);
        assertThat(Relays.selector(NodeLists.UNSET, Caps.of(300, 1005))
                        .plan(request, view, Relays.random(1))
                        .cost()
                        .msat())
                .isEqualTo(3015);
        assertThat(Relays.selector(NodeLists.UNSET, Caps.of(0, 1004))
                        .explain(request, view)
                        .refusals())
                .containsEntry("over the cap of one relay", 3);
        PathRequest less =
                new PathRequest(Set.of(443), Set.of(), Set.of(), MilliSatoshi.of(3014), withHandshakes, true);
        assertThat(Relays.selector(NodeLists.UNSET, Caps.NONE)
                        .explain(less, view)
                        .problem())
                .get()
                .asString()
                .contains("the cheapest costs 3015 msat, 1 msat more");
    }

    @Test
    void theExplanationSaysWhatThereIsToChooseFrom() {
        PathExplanation explanation = selector(true, HistoryFactors.NONE).explain(Relays.request(20_000), NETWORK);
        assertThat(explanation.relays()).isEqualTo(40);
        assertThat(explanation.problem()).isEmpty();
        assertThat(explanation.cheapest().orElseThrow().msat()).isEqualTo(6000);
        assertThat(explanation.positions()).hasSize(3).allSatisfy(position -> {
            assertThat(position.candidates()).isEqualTo(18); // with 1 and 2 as the others, 17 costs 20 000
            assertThat(position.effective()).isBetween(15.0, 18.0);
            assertThat(position.likeliest().stream()
                            .mapToDouble(PathExplanation.Share::probability)
                            .sum())
                    .isCloseTo(1, within(1e-9));
        });
        assertThat(explanation.guards()).isEmpty(); // explaining chooses none
        PathExplanation failed = selector(true, HistoryFactors.NONE).explain(Relays.request(5999), NETWORK);
        assertThat(failed.problem()).get().asString().contains("the cheapest costs 6000 msat, 1 msat more");
    }
}
