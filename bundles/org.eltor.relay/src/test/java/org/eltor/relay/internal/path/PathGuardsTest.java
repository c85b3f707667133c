package org.eltor.relay.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.GuardRecord;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.GuardPool;
import org.junit.jupiter.api.Test;

/** Which guards plans take, and where else guards are taken. */
class PathGuardsTest {
    private final PathSelector selector = Relays.selector(NodeLists.UNSET, Caps.NONE);

    private static NetworkView network(int size) {
        return Relays.view(IntStream.rangeClosed(1, size)
                .mapToObj(number -> Relays.relay(number).build())
                .toList());
    }

    private static Fingerprint guard(PathPlan plan) {
        return plan.hops().get(0).fingerprint();
    }

    @Test
    void guardsComeFromThreeForEver() throws NoPathException {
        NetworkView view = network(60);
        Set<Fingerprint> guards = new HashSet<>();
        Set<Fingerprint> exits = new HashSet<>();
        for (int seed = 0; seed < 300; seed++) {
            PathPlan primary = selector.plan(Relays.request(0), view, Relays.random(seed));
            PathPlan backup = selector.plan(PathSelectorPropertyTest.beside(primary), view, Relays.random(-seed));
            guards.add(primary.hops().get(0).fingerprint());
            guards.add(backup.hops().get(0).fingerprint());
            exits.add(primary.hops().get(2).fingerprint());
            assertThat(backup.relaxed()).isEmpty();
        }
        assertThat(guards).hasSizeBetween(2, 3);
        assertThat(exits).hasSizeGreaterThan(40);
    }

    @Test
    void aGuardIsSharedRatherThanAFreshOneTaken() throws NoPathException {
        NetworkView view = network(30);
        Set<Fingerprint> guards = new HashSet<>();
        PathPlan plan = null;
        for (int circuit = 0; circuit < 5; circuit++) {
            PathRequest request =
                    new PathRequest(Set.of(), Set.of(), guards, MilliSatoshi.ZERO, Relays.RATE_TIMES_INTERVALS, true);
            plan = selector.plan(request, view, Relays.random(circuit));
            guards.add(plan.hops().get(0).fingerprint());
        }
        assertThat(guards).hasSize(3);
        assertThat(plan.relaxed()).singleElement().asString().contains("the guard is shared with another circuit");
    }

    @Test
    void aRelayOfAnotherCircuitIsGuardWhereTheSetHasNoOther() throws NoPathException {
        NetworkView view = network(40);
        Fingerprint usual = guard(selector.plan(Relays.request(0), view, Relays.random(1)));
        Set<Fingerprint> primary = selector.explain(Relays.request(0), view).guards().stream()
                .filter(GuardRecord::primary)
                .map(GuardRecord::relay)
                .collect(Collectors.toSet());
        List<Fingerprint> all =
                view.relays().stream().map(RelayDescriptor::fingerprint).toList();
        Set<Fingerprint> avoid = new HashSet<>(all);
        all.stream().filter(relay -> !primary.contains(relay)).limit(2).forEach(avoid::remove);
        PathRequest request =
                new PathRequest(Set.of(), avoid, Set.of(), MilliSatoshi.ZERO, Relays.RATE_TIMES_INTERVALS, true);
        PathPlan plan = selector.plan(request, view, Relays.random(1));
        assertThat(plan.hops().get(0).fingerprint()).isEqualTo(usual);
        assertThat(plan.hops().subList(1, 3)).noneMatch(hop -> avoid.contains(hop.fingerprint()));
        assertThat(plan.relaxed())
                .singleElement()
                .asString()
                .contains("the guard is middle or exit of another circuit");
    }

    @Test
    void guardsAreAlsoMiddlesAndExitsButNeverOfTheirOwnPath() throws NoPathException {
        NetworkView view = network(40);
        Map<Fingerprint, Integer> inner = new HashMap<>();
        Set<Fingerprint> guards = new HashSet<>();
        for (int seed = 0; seed < 4000; seed++) {
            PathPlan plan = selector.plan(Relays.request(0), view, Relays.random(seed));
            assertThat(PathSelectorPropertyTest.fingerprints(plan)).hasSize(3);
            guards.add(plan.hops().get(0).fingerprint());
            plan.hops().subList(1, 3).forEach(hop -> inner.merge(hop.fingerprint(), 1, Integer::sum));
        }
        assertThat(guards).hasSizeBetween(1, 3);
        assertThat(inner.keySet()).hasSize(40);
        // twice 4000 over 40 relays alike: 200 each; the first guard is exit only where the second one stands in for it
        assertThat(inner.values()).allMatch(count -> count > 70 && count < 270);
    }

    @Test
    void aGuardSetThatIsFullOfOthersIsSaid() {
        PathSelector full = new PathSelector(
                PathSettings.PLAIN,
                new ForwardingGuards(Relays.guards(Clock.systemUTC())) {
                    @Override
                    public Choice choose(GuardPool pool) {
                        return new Choice(List.of(), List.of());
                    }
                },
                view -> PositionWeights.BANDWIDTH,
                Surroundings.NONE);
        assertThatThrownBy(() -> full.plan(Relays.request(0), network(40), Relays.random(1)))
                .isInstanceOf(NoPathException.class)
                .hasMessageContainingAll("The guard set is full", "entry.nodes", "guards.json");
    }
}
