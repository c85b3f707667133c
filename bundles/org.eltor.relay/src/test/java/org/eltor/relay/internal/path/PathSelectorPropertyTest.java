package org.eltor.relay.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.junit.jupiter.api.Test;

/** Plans in many random networks against rules that were written separately. */
class PathSelectorPropertyTest {
    private static PathSelector selector() {
        return Relays.selector(NodeLists.UNSET, Caps.NONE);
    }

    @Test
    void twentyThousandSelectionsBreakNoRule() {
        RandomGenerator random = Relays.random(1);
        int planned = 0;
        for (int network = 0; planned < 20_000; network++) {
            NetworkView view = Relays.randomNetwork(20 + random.nextInt(60), random);
            PathSelector selector = selector();
            for (int i = 0; i < 100; i++) {
                PathRequest request = request(random);
                try {
                    PathPlan plan = selector.plan(request, view, random);
                    assertThat(PathRules.violations(plan.hops(), request))
                            .as("network %d", network)
                            .isEmpty();
                    assertThat(plan.cost())
                            .isEqualTo(plan.hops().stream()
                                    .map(hop -> request.price()
                                            .circuitCost(hop.terms())
                                            .orElseThrow())
                                    .reduce(MilliSatoshi.ZERO, MilliSatoshi::plus));
                    planned++;
                } catch (NoPathException e) {
                    assertOneLine(e.getMessage());
                }
            }
        }
    }

    private static PathRequest request(RandomGenerator random) {
        Set<Fingerprint> avoid = new HashSet<>();
        Set<Fingerprint> guards = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            avoid.add(Relays.fingerprint(1 + random.nextInt(20)));
            guards.add(Relays.fingerprint(1 + random.nextInt(20)));
        }
        return new PathRequest(
                random.nextBoolean() ? Set.of(443) : Set.of(80),
                avoid,
                guards,
                MilliSatoshi.of(random.nextInt(20_000)),
                random.nextInt(4) == 0 ? Relays.NO_WALLET : Relays.RATE_TIMES_INTERVALS,
                random.nextBoolean());
    }

    @Test
    void aPathIsFoundExactlyWhenThereIsOneAndTheCheapestIsNamed() {
        RandomGenerator random = Relays.random(2);
        int found = 0;
        int tooExpensive = 0;
        for (int i = 0; i < 4000; i++) {
            NetworkView view = Relays.randomNetwork(3 + random.nextInt(8), random);
            PathRequest request = request(random);
            long interval = random.nextBoolean() ? Long.MAX_VALUE : 1 + random.nextInt(2000);
            Optional<Long> cheapest = PathRules.cheapest(view, request, interval);
            boolean possible =
                    cheapest.filter(cost -> cost <= request.maxCost().msat()).isPresent();
            try {
                PathPlan plan = Relays.selector(NodeLists.UNSET, new Caps(interval, Long.MAX_VALUE))
                        .plan(request, view, random);
                assertThat(possible).isTrue();
                assertThat(PathRules.rate(plan.hops())).isLessThanOrEqualTo(interval);
                assertThat(PathRules.violations(plan.hops(), request)).isEmpty();
                found++;
            } catch (NoPathException e) {
                assertThat(possible).as(e.getMessage()).isFalse();
                assertOneLine(e.getMessage());
                if (cheapest.isPresent() && e.getMessage().startsWith("No circuit fits")) {
                    long missing = cheapest.get() - request.maxCost().msat();
                    assertThat(e.getMessage())
                            .contains("the cheapest costs " + cheapest.get() + " msat, " + missing + " msat more");
                    tooExpensive++;
                }
            }
        }
        assertThat(found).isGreaterThan(300);
        assertThat(tooExpensive).isGreaterThan(100);
    }

    @Test
    void backupSharesNoMiddleExitOrGuardWithPrimary() throws NoPathException {
        RandomGenerator random = Relays.random(3);
        int pairs = 0;
        for (int i = 0; i < 300; i++) {
            NetworkView view = Relays.randomNetwork(40, random);
            PathSelector selector = selector();
            try {
                PathRequest first = Relays.request(30_000);
                PathPlan primary = selector.plan(first, view, random);
                PathPlan backup = selector.plan(beside(primary), view, random);
                if (backup.relaxed().isEmpty()) {
                    assertThat(backup.hops().get(0)).isNotIn(primary.hops());
                    assertThat(backup.hops().subList(1, 3))
                            .doesNotContainAnyElementsOf(primary.hops().subList(1, 3));
                    pairs++;
                }
            } catch (NoPathException e) {
                assertOneLine(e.getMessage());
            }
        }
        assertThat(pairs).isGreaterThan(250);
    }

    static PathRequest beside(PathPlan primary) {
        PathRequest plain = Relays.request(30_000);
        return new PathRequest(
                plain.ports(),
                Set.of(
                        primary.hops().get(1).fingerprint(),
                        primary.hops().get(2).fingerprint()),
                Set.of(primary.hops().get(0).fingerprint()),
                plain.maxCost(),
                plain.price(),
                plain.needsPaymentIds());
    }

    static Set<Fingerprint> fingerprints(PathPlan plan) {
        return plan.hops().stream().map(RelayDescriptor::fingerprint).collect(Collectors.toSet());
    }

    private static void assertOneLine(String message) {
        assertThat(message).isNotBlank().doesNotContain("\n");
    }
}
