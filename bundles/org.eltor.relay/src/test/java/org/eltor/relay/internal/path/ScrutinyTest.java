package org.eltor.relay.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.PriceModel;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayExplanation;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;
import org.eltor.testkit.SettableClock;
import org.junit.jupiter.api.Test;

/** Why one relay may, or may not, be at each position, and what the whole explanation says of missing weights. */
class ScrutinyTest {
    private static final RelayFlag[] MIDDLE = {RelayFlag.FAST, RelayFlag.STABLE, RelayFlag.RUNNING, RelayFlag.VALID};
    private static final List<RelayDescriptor> OTHERS = List.of(
            Relays.relay(1).build(),
            Relays.relay(2).build(),
            Relays.relay(3).build(),
            Relays.relay(4).build());

    private final PathSelector selector = Relays.selector(NodeLists.UNSET, Caps.NONE);

    private List<String> reasons(Relays.Builder relay) {
        return reasons(relay, Relays.request(100_000));
    }

    private List<String> reasons(Relays.Builder relay, PathRequest request) {
        return reasons(selector, relay, request);
    }

    /** A word for each position: the reason where there is one. */
    private static List<String> reasons(PathSelector by, Relays.Builder relay, PathRequest request) {
        RelayDescriptor built = relay.build();
        List<RelayDescriptor> all = new ArrayList<>(OTHERS);
        all.add(built);
        RelayExplanation explanation = by.explain(request, Relays.view(all), built);
        assertThat(explanation.relay()).isSameAs(built);
        assertThat(explanation.positions())
                .extracting(RelayExplanation.Position::name)
                .containsExactly("guard", "middle", "exit");
        return explanation.positions().stream()
                .map(position -> (position.probability().isPresent() ? "yes: " : "no: ")
                        + position.reason().orElse(""))
                .toList();
    }

    private static List<String> everywhere(String reason) {
        return List.of(reason, reason, reason);
    }

    @Test
    void flagsDecideAboutSinglePositions() {
        assertThat(reasons(Relays.relay(9).flags(MIDDLE)))
                .containsExactly("no: it has no flag Guard", "yes: ", "no: it has no flag Exit");
        assertThat(reasons(Relays.relay(9).ports(port -> port == 80)).get(2))
                .isEqualTo("no: it does not allow the port");
        assertThat(reasons(Relays.relay(9).flags(RelayFlag.RUNNING)))
                .isEqualTo(everywhere("no: it is not running or not valid"));
        assertThat(reasons(Relays.relay(9).bandwidth(0)).get(1)).isEqualTo("no: its weight there is 0");
    }

    @Test
    void idsAndPricesDecideAboutAll() {
        assertThat(reasons(Relays.relay(9).withoutIds()))
                .isEqualTo(everywhere("no: it has no FlowCtrl=2, so no payment ids reach it"));
        assertThat(reasons(Relays.relay(9).rate(50_000)))
                .isEqualTo(everywhere("no: no path within the limits has room for its price"));
        PathRequest poor =
                new PathRequest(Set.of(443), Set.of(), Set.of(), MilliSatoshi.of(100_000), Relays.NO_WALLET, true);
        assertThat(reasons(Relays.relay(9).rate(1), poor)).isEqualTo(everywhere("no: no present wallet can pay it"));
        PathSelector capped = Relays.selector(NodeLists.UNSET, new Caps(Long.MAX_VALUE, 5));
        assertThat(reasons(capped, Relays.relay(9).rate(1), Relays.request(100_000)))
                .isEqualTo(everywhere("no: it costs more than one relay may (relay.max.msat)"));
    }

    @Test
    void otherCircuitsAndTheGuardSetDecide() {
        Fingerprint nine = Relays.fingerprint(9);
        PriceModel price = Relays.request(0).price();
        PathRequest used = new PathRequest(Set.of(443), Set.of(nine), Set.of(), MilliSatoshi.of(100_000), price, true);
        assertThat(reasons(Relays.relay(9), used))
                .containsExactly(
                        "yes: only if no other guard in use fits: another circuit uses it",
                        "no: another circuit uses it",
                        "no: another circuit uses it");
        PathRequest guarding =
                new PathRequest(Set.of(443), Set.of(), Set.of(nine), MilliSatoshi.of(100_000), price, true);
        assertThat(reasons(Relays.relay(9), guarding).get(1)).startsWith("yes: only if nothing else fits");
        assertThat(reasons(Relays.relay(9)).get(0))
                .isEqualTo("yes: that is to join the guard set, which is still empty");
    }

    @Test
    void aGuardOfTheSetIsCalledOne() throws Exception {
        NetworkView view = Relays.view(OTHERS);
        PathSelector chosen = new PathSelector(
                new PathSettings(NodeLists.UNSET, Caps.NONE, true, PathSettings.LONG_LIVED_PORTS),
                Relays.guards(new SettableClock()),
                any -> PositionWeights.BANDWIDTH,
                Surroundings.NONE);
        RelayDescriptor guard = chosen.plan(Relays.request(100_000), view, Relays.random(1))
                .hops()
                .get(0);
        RelayExplanation.Position position =
                chosen.explain(Relays.request(100_000), view, guard).positions().get(0);
        assertThat(position.reason()).contains("and it is a primary guard");
        assertThat(position.probability().orElseThrow()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void missingBandwidthWeightsAreNoted() {
        String note = "The bandwidth weights of the consensus are not known";
        assertThat(selector.explain(Relays.request(100_000), Relays.view(OTHERS))
                        .notes())
                .anyMatch(line -> line.startsWith(note));
        NetworkView plain = Relays.view(OTHERS);
        NetworkView weighted = new NetworkView() {
            @Override
            public long generation() {
                return plain.generation();
            }

            @Override
            public List<RelayDescriptor> relays() {
                return OTHERS;
            }

            @Override
            public Optional<RelayDescriptor> relay(Fingerprint fingerprint) {
                return plain.relay(fingerprint);
            }

            @Override
            public OptionalInt bandwidthWeight(String keyword) {
                return keyword.equals("Wmd") ? OptionalInt.of(0) : OptionalInt.empty();
            }
        };
        assertThat(selector.explain(Relays.request(100_000), weighted).notes())
                .noneMatch(line -> line.startsWith(note));
    }
}
