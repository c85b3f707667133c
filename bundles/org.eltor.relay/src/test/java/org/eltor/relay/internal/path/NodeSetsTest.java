package org.eltor.relay.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;
import org.junit.jupiter.api.Test;

/** Lists of nodes and flags, as they rule what is chosen. */
class NodeSetsTest {
    private static final NetworkView NETWORK = network(20, number -> true, number -> true);

    private Countries countries = NodeListTest.COUNTRIES;

    private static NetworkView network(int size, IntPredicate fast, IntPredicate stable) {
        return Relays.view(IntStream.rangeClosed(1, size)
                .mapToObj(number -> Relays.relay(number)
                        .flags(
                                RelayFlag.GUARD,
                                RelayFlag.EXIT,
                                RelayFlag.RUNNING,
                                RelayFlag.VALID,
                                fast.test(number) ? RelayFlag.FAST : RelayFlag.VALID,
                                stable.test(number) ? RelayFlag.STABLE : RelayFlag.VALID)
                        .ports(port -> port == 443 || port == 22)
                        .build())
                .toList());
    }

    private PathSelector selector(String... namesAndLists) {
        Map<String, String> lists = new HashMap<>();
        for (int i = 0; i < namesAndLists.length; i += 2) {
            lists.put(namesAndLists[i], namesAndLists[i + 1]);
        }
        PathSettings settings = new PathSettings(
                NodeLists.ofConfig(name -> lists.getOrDefault(name, "")),
                Caps.NONE,
                false,
                PathSettings.LONG_LIVED_PORTS);
        return new PathSelector(
                settings, Relays.guards(Clock.systemUTC()), view -> PositionWeights.BANDWIDTH, new Surroundings() {
                    @Override
                    public Countries countries(NetworkView view) {
                        return countries;
                    }

                    @Override
                    public HistoryFactors history() {
                        return HistoryFactors.NONE;
                    }
                });
    }

    private static PathRequest to(int port) {
        return new PathRequest(Set.of(port), Set.of(), Set.of(), MilliSatoshi.ZERO, Relays.RATE_TIMES_INTERVALS, true);
    }

    private static int number(RelayDescriptor relay) {
        return Integer.parseInt(relay.nickname().substring(5));
    }

    private void assertNoPath(PathSelector selector, String... parts) {
        assertThatThrownBy(() -> selector.plan(to(443), NETWORK, Relays.random(1)))
                .isInstanceOf(NoPathException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    @Test
    void eachListRulesItsPosition() throws NoPathException {
        PathSelector selector = selector(
                "entry.nodes", "relay1,relay2",
                "middle.nodes", "10.3.0.0/16,10.4.0.0/16,relay5",
                "exit.nodes", "{fr}",
                "exclude.nodes", "$" + Relays.fingerprint(4).hex(),
                "exclude.exit.nodes", "10.6.0.0/16");
        for (int seed = 0; seed < 300; seed++) {
            List<RelayDescriptor> hops =
                    selector.plan(to(443), NETWORK, Relays.random(seed)).hops();
            assertThat(number(hops.get(0))).isIn(1, 2);
            assertThat(number(hops.get(1))).isIn(3, 5);
            assertThat(number(hops.get(2)) % 2).isZero();
            assertThat(number(hops.get(2))).isNotIn(2, 4, 6);
        }
    }

    @Test
    void countriesThatNobodyHasNamedYetStopThePlan() {
        countries = Countries.NONE;
        assertNoPath(selector("exit.nodes", "{de}"), "The node lists name countries", "wait for the connection to tor");
    }

    @Test
    void anImpossibleListNamesTheEntry() {
        assertNoPath(
                selector("exit.nodes", "{us}"),
                "The node lists leave no path",
                "of exit.nodes, \"{us}\" is no relay in the directory",
                "20 exits not in the exit list");
        assertNoPath(selector("exclude.nodes", "{de},{fr}"), "\"{de}\" of exclude.nodes excludes 10 relays");
        assertNoPath(
                selector("exclude.nodes", "relay1,0.0.0.0/0"), "\"0.0.0.0/0\" of exclude.nodes excludes 20 relays");
        assertNoPath(selector("exclude.nodes", "{de},{fr},*"), "the 3 entries of exclude.nodes together exclude all");
        assertNoPath(
                selector("middle.nodes", "relay3", "exclude.nodes", "relay3"),
                "of middle.nodes, \"relay3\" is 1 relay, of which exclude.nodes excludes 1");
        assertNoPath(
                selector("entry.nodes", "nobody", "exit.nodes", "noone"),
                "no single list is the cause, but entry.nodes, exit.nodes together",
                "\"nobody\" is no relay",
                "\"noone\" is no relay");
        assertNoPath(
                selector("exit.nodes", "{germany}"), "exit.nodes has no entry that means a relay, but \"{germany}\"");
    }

    @Test
    void allRelaysAreFastWhereThatIsPossible() throws NoPathException {
        PathSelector selector = selector();
        NetworkView enough = network(20, number -> number <= 10, number -> true);
        for (int seed = 0; seed < 100; seed++) {
            PathPlan plan = selector.plan(to(443), enough, Relays.random(seed));
            assertThat(plan.hops()).allMatch(hop -> hop.has(RelayFlag.FAST));
            assertThat(plan.relaxed()).isEmpty();
        }
        PathPlan plan = selector.plan(to(443), network(20, number -> number <= 2, number -> true), Relays.random(1));
        assertThat(plan.relaxed()).singleElement().asString().contains("without the flag Fast");
        PathPlan nobody = selector.plan(to(443), network(20, number -> false, number -> true), Relays.random(1));
        assertThat(nobody.relaxed()).isEmpty();
    }

    @Test
    void circuitsToLongLivedPortsAreStable() throws NoPathException {
        NetworkView mixed = network(20, number -> true, number -> number % 2 == 0);
        PathSelector selector = selector();
        boolean unstable = false;
        for (int seed = 0; seed < 100; seed++) {
            assertThat(selector.plan(to(22), mixed, Relays.random(seed)).hops())
                    .allMatch(hop -> hop.has(RelayFlag.STABLE));
            unstable |= selector.plan(to(443), mixed, Relays.random(seed)).hops().stream()
                    .anyMatch(hop -> !hop.has(RelayFlag.STABLE));
        }
        assertThat(unstable).isTrue();
        PathPlan plan = selector.plan(to(22), network(20, number -> true, number -> number == 1), Relays.random(1));
        assertThat(plan.relaxed()).singleElement().asString().contains("without the flag Stable");
        assertThat(selector.explain(to(22), network(20, number -> true, number -> number == 1))
                        .notes())
                .first()
                .asString()
                .startsWith("Given up: ")
                .contains("without the flag Stable");
        assertThat(selector.explain(to(22), mixed).notes()).noneMatch(note -> note.startsWith("Given up"));
    }

    @Test
    void aGuardSetThatCannotBeReadStopsThePlan() {
        PathSelector selector = new PathSelector(
                PathSettings.PLAIN, new BrokenGuards(), view -> PositionWeights.BANDWIDTH, Surroundings.NONE);
        assertThatThrownBy(() -> selector.plan(to(443), NETWORK, Relays.random(1)))
                .isInstanceOf(NoPathException.class)
                .hasMessage("The guard file is in another castle");
        assertThat(selector.explain(to(443), NETWORK).problem()).contains("The guard file is in another castle");
    }

    @Test
    void poolsOfCircuitsShareNoMiddleAndNoExitAndAsFewGuardsAsThereAre() throws NoPathException {
        PathSelector selector = selector();
        Set<Integer> inner = new HashSet<>();
        Set<Integer> guards = new HashSet<>();
        PathRequest request = to(443);
        for (int circuit = 0; circuit < 6; circuit++) {
            PathPlan plan = selector.plan(request, NETWORK, Relays.random(circuit));
            assertThat(inner.add(number(plan.hops().get(1)))).isTrue();
            assertThat(inner.add(number(plan.hops().get(2)))).isTrue();
            guards.add(number(plan.hops().get(0)));
            assertThat(plan.relaxed()).hasSize(circuit < 3 ? 0 : 1);
            request = new PathRequest(
                    Set.of(443),
                    fingerprints(inner),
                    fingerprints(guards),
                    MilliSatoshi.ZERO,
                    Relays.RATE_TIMES_INTERVALS,
                    true);
        }
        assertThat(guards).hasSize(3).doesNotContainAnyElementsOf(inner);
    }

    private static Set<Fingerprint> fingerprints(Set<Integer> numbers) {
        return numbers.stream().map(Relays::fingerprint).collect(Collectors.toUnmodifiableSet());
    }

    private static final class BrokenGuards extends ForwardingGuards {
        BrokenGuards() {
            super(Relays.guards(Clock.systemUTC()));
        }

        @Override
        public Optional<String> problem() {
            return Optional.of("The guard file is in another castle");
        }
    }
}
