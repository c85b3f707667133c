package org.eltor.relay.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.PriceModel;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.junit.jupiter.api.Test;

class PathSelectorTest {
    private final PathSelector selector = selector(NodeLists.UNSET);

    private static PathSelector selector(NodeLists lists) {
        return Relays.selector(lists, Caps.NONE);
    }

    private static NodeLists lists(String entry, String exit, String exclude) {
        Map<String, String> given = Map.of("entry.nodes", entry, "exit.nodes", exit, "exclude.nodes", exclude);
        return NodeLists.ofConfig(name -> given.getOrDefault(name, ""));
    }

    private static NetworkView network(int size) {
        return Relays.view(IntStream.rangeClosed(1, size)
                .mapToObj(number -> Relays.relay(number).build())
                .toList());
    }

    private static NetworkView paidNetwork(long rate) {
        return Relays.view(IntStream.rangeClosed(1, 6)
                .mapToObj(number -> Relays.relay(number).rate(rate).build())
                .toList());
    }

    private void assertNoPath(PathRequest request, NetworkView view, String... parts) {
        assertThatThrownBy(() -> selector.plan(request, view, Relays.random(1)))
                .isInstanceOf(NoPathException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    private static PathRequest priced(PriceModel price) {
        return new PathRequest(Set.of(443), Set.of(), Set.of(), MilliSatoshi.of(50_000), price, true);
    }

    private static PathRequest ports(Integer... ports) {
        return new PathRequest(Set.of(ports), Set.of(), Set.of(), MilliSatoshi.ZERO, Relays.RATE_TIMES_INTERVALS, true);
    }

    @Test
    void theSameArgumentsGiveTheSamePlan() throws NoPathException {
        NetworkView view = Relays.randomNetwork(50, Relays.random(9));
        for (int seed = 0; seed < 50; seed++) {
            List<RelayDescriptor> first = selector.plan(Relays.request(30_000), view, Relays.random(seed))
                    .hops();
            assertThat(selector.plan(Relays.request(30_000), view, Relays.random(seed))
                            .hops())
                    .isEqualTo(first);
        }
    }

    @Test
    void theOrderOfTheViewDoesNotMatter() throws NoPathException {
        List<RelayDescriptor> relays = List.copyOf(network(20).relays());
        List<RelayDescriptor> backwards = new ArrayList<>(relays);
        Collections.reverse(backwards);
        assertThat(selector(NodeLists.UNSET)
                        .plan(Relays.request(0), Relays.view(backwards), Relays.random(4))
                        .hops())
                .isEqualTo(selector(NodeLists.UNSET)
                        .plan(Relays.request(0), Relays.view(relays), Relays.random(4))
                        .hops());
    }

    @Test
    void aCircuitThatCostsTheLimitFits() throws NoPathException {
        assertThat(selector.plan(Relays.request(30_000), paidNetwork(1000), Relays.random(1))
                        .cost())
                .isEqualTo(MilliSatoshi.of(30_000));
        assertNoPath(Relays.request(29_999), paidNetwork(1000), "costs 30000 msat, 1 msat more");
    }

    @Test
    void saysByHowMuchTheBudgetIsTooSmall() {
        assertNoPath(
                Relays.request(12_000),
                paidNetwork(1000),
                "No circuit fits 12000 msat: the cheapest costs 30000 msat, 18000 msat more;"
                        + " raise circuit.max.msat in org.eltor.payment (or PaymentCircuitMaxFee in the torrc)");
    }

    @Test
    void hugePricesDoNotOverflow() {
        assertNoPath(priced(terms -> Optional.of(MilliSatoshi.of(Long.MAX_VALUE))), paidNetwork(1), "No circuit fits");
    }

    @Test
    void withoutAWalletOnlyFreeRelaysAreUsed() throws NoPathException {
        List<RelayDescriptor> relays = new ArrayList<>(paidNetwork(1).relays());
        assertNoPath(
                priced(Relays.NO_WALLET),
                Relays.view(relays),
                "No wallet is present, so only free relays can be used, and there are too few",
                "eltor-wallet",
                "6 that no present wallet can pay");
        for (int number = 11; number <= 13; number++) {
            relays.add(Relays.relay(number).build());
        }
        assertThat(selector.plan(priced(Relays.NO_WALLET), Relays.view(relays), Relays.random(1))
                        .hops())
                .allMatch(relay -> relay.terms().isFree());
    }

    @Test
    void aWalletThatCannotPayTheRelaysIsNoMissingWallet() {
        PriceModel addressesOnly = terms ->
                terms.isFree() || terms.payees().stream().anyMatch(payee -> payee.kind() == PayeeKind.LIGHTNING_ADDRESS)
                        ? Optional.of(MilliSatoshi.ZERO)
                        : Optional.empty();
        assertNoPath(priced(addressesOnly), paidNetwork(1), "The present wallets can pay too few relays", "BOLT12");
    }

    @Test
    void aPriceWithoutAPayeeIsCounted() {
        PaymentTerms unpayable =
                new PaymentTerms(MilliSatoshi.of(1), Duration.ofSeconds(60), 10, MilliSatoshi.ZERO, List.of());
        NetworkView view = Relays.view(
                Relays.relay(1).build(),
                Relays.relay(2).build(),
                Relays.relay(3).terms(unpayable).build());
        assertNoPath(Relays.request(90_000), view, "No three relays go together", "1 with a price but no payee");
    }

    @Test
    void noExitForThePort() {
        assertNoPath(ports(25), network(5), "No exit relay allows port 25", "use another port");
        assertNoPath(ports(25, 443), network(5), "No exit relay allows ports 25, 443");
    }

    @Test
    void withoutPortsAnyExitWillDo() throws NoPathException {
        NetworkView view = Relays.view(
                Relays.relay(1).build(),
                Relays.relay(2).build(),
                Relays.relay(3).ports(port -> port == 6667).build());
        assertThat(selector.plan(ports(), view, Relays.random(1)).hops()).hasSize(3);
    }

    @Test
    void relaysThatIdsCannotReachAreUsedOnlyWhereNoneAreNeeded() throws NoPathException {
        NetworkView view = Relays.view(
                Relays.relay(1).build(),
                Relays.relay(2).build(),
                Relays.relay(3).withoutIds().build());
        assertNoPath(Relays.request(0), view, "Too few relays can receive payment ids", "1 without FlowCtrl=2");
        PathRequest stock =
                new PathRequest(Set.of(), Set.of(), Set.of(), MilliSatoshi.ZERO, Relays.RATE_TIMES_INTERVALS, false);
        assertThat(selector.plan(stock, view, Relays.random(1)).hops()).hasSize(3);
    }

    @Test
    void anEmptyNetworkIsSaidToBeOne() {
        assertNoPath(Relays.request(0), Relays.view(), "No usable relays", "0 in the directory");
        assertNoPath(
                Relays.request(0),
                Relays.view(Relays.relay(1).flags(RelayFlag.GUARD).build()),
                "No usable relays",
                "1 not running or not valid");
    }

    @Test
    void oneNetworkOrFamilyIsNoPath() {
        NetworkView subnet = Relays.view(
                Relays.relay(1).addresses("10.1.0.1").build(),
                Relays.relay(2).addresses("10.1.255.255").build(),
                Relays.relay(3).addresses("10.2.0.1").build());
        assertNoPath(Relays.request(0), subnet, "No three relays go together");
        NetworkView ipv6 = Relays.view(
                Relays.relay(1).addresses("10.1.0.1", "2001:db8:1::1").build(),
                Relays.relay(2).addresses("10.2.0.1", "2001:0DB8:ffff::2").build(),
                Relays.relay(3).addresses("10.3.0.1", "2001:db9::3").build());
        assertNoPath(Relays.request(0), ipv6, "No three relays go together");
        NetworkView family = Relays.view(
                Relays.relay(1).family(2).build(),
                Relays.relay(2).family(1).build(),
                Relays.relay(3).build());
        assertNoPath(Relays.request(0), family, "No three relays go together");
    }

    @Test
    void relaysOfOtherCircuitsAreSaidToBeInTheWay() {
        PathRequest request = new PathRequest(
                Set.of(),
                Set.of(Relays.fingerprint(1), Relays.fingerprint(2), Relays.fingerprint(3)),
                Set.of(),
                MilliSatoshi.ZERO,
                Relays.RATE_TIMES_INTERVALS,
                true);
        assertNoPath(request, network(4), "needs relays of other circuits: 3 relays are in use", "keep fewer circuits");
    }

    @Test
    void nodeListsAreFollowed() throws NoPathException {
        String two = Relays.fingerprint(2).hex().toLowerCase(Locale.ROOT);
        String five = Relays.fingerprint(5) + "~relay5";
        NodeLists lists = lists(
                two,
                "$" + Relays.fingerprint(4).hex() + ", " + five,
                Relays.fingerprint(4).hex());
        for (int seed = 0; seed < 30; seed++) {
            List<RelayDescriptor> hops = selector(lists)
                    .plan(Relays.request(0), network(8), Relays.random(seed))
                    .hops();
            assertThat(hops.get(0).fingerprint()).isEqualTo(Relays.fingerprint(2));
            assertThat(hops.get(1).fingerprint()).isNotEqualTo(Relays.fingerprint(4));
            assertThat(hops.get(2).fingerprint()).isEqualTo(Relays.fingerprint(5));
        }
    }

    @Test
    void aListOfRefusedEntriesAllowsNothing() {
        PathSelector strict = selector(lists("{germany}", "", ""));
        assertThatThrownBy(() -> strict.plan(Relays.request(0), network(8), Relays.random(1)))
                .isInstanceOf(NoPathException.class)
                .hasMessageContainingAll(
                        "The node lists leave no path", "entry.nodes", "8 guards not in the entry list");
    }

    @Test
    void bandwidthDecidesHowOftenARelayIsTaken() throws NoPathException {
        List<RelayDescriptor> relays = new ArrayList<>(network(20).relays());
        relays.add(Relays.relay(30)
                .flags(RelayFlag.EXIT, RelayFlag.RUNNING, RelayFlag.VALID)
                .bandwidth(2000)
                .build());
        int taken = 0;
        for (int seed = 0; seed < 2000; seed++) {
            PathPlan plan = selector.plan(Relays.request(0), Relays.view(relays), Relays.random(seed));
            taken += plan.hops().get(2).fingerprint().equals(Relays.fingerprint(30)) ? 1 : 0;
        }
        assertThat(taken / 2000.0).isBetween(0.46, 0.54); // 2000 of 20 * 100 + 2000
    }
}
