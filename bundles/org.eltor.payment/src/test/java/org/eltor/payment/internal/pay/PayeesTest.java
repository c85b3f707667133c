package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.payment.internal.payee.Bolt11Invoice;
import org.eltor.payment.internal.payee.Network;
import org.eltor.payment.internal.payee.OfferBook;
import org.eltor.payment.internal.payee.PayeeLookups;
import org.eltor.payment.internal.payee.ScriptedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Circuits of relays that are paid with offers and with invoices. */
class PayeesTest {
    private static final Payee ADDRESS = new Payee(PayeeKind.LIGHTNING_ADDRESS, "relay@pay.example");
    /** BOLT 12's own example, valid on mainnet for ever, without an amount. */
    private static final Payee OFFER =
            new Payee(PayeeKind.BOLT12_OFFER, "lno1zcss9mk8y3wkklfvevcrszlmu23kfrxh49px20665dqwmn4p72pksese");

    @TempDir
    Path folder;

    private PaymentHarness harness;
    private ScriptedServer server;

    private void begin(Network network, Set<PayeeKind> kinds) {
        harness = new PaymentHarness(folder.resolve("payments.db"), time -> {
            server = new ScriptedServer(time.clock().instant().getEpochSecond());
            return new PayeeDesk(
                    Optional.of(new OfferBook(Optional.of(network), time.clock())),
                    Optional.of(new PayeeLookups(
                            server, Optional.empty(), Optional.of(network), time, time.clock(), new Random(3))));
        });
        harness.wallets(new ScriptedWallet(
                "wallet", new WalletCapabilities(kinds, false, true, MilliSatoshi.of(100), 0, Set.of())));
    }

    private static PathPlan plan(Payee... payees) {
        return new PathPlan(List.of(relay(0, payees), relay(1, payees), relay(2, payees)), MilliSatoshi.ZERO, Set.of());
    }

    private static org.eltor.api.relay.RelayDescriptor relay(int number, Payee... payees) {
        return PaymentHarness.relay(
                number,
                new PaymentTerms(
                        MilliSatoshi.of(1000), Duration.ofSeconds(60), 10, MilliSatoshi.ZERO, List.of(payees)));
    }

    @Test
    void aWalletOfInvoicesPaysTheOneOfTheIntervalWhoseHashIsTheId() throws Exception {
        begin(Network.REGTEST, Set.of(PayeeKind.BOLT11_INVOICE));
        CircuitAccount account = harness.now(harness.engine.open(plan(ADDRESS)));
        assertThat(server.isolations).hasSize(3);
        assertThat(server.asked).hasSize(33);
        for (int interval : new int[] {1, 10}) {
            PaymentOutcome outcome = harness.now(harness.engine.pay(account.id(), 1, interval, harness.in(50)));
            assertThat(outcome).isInstanceOf(PaymentOutcome.Settled.class);
        }
        List<PaymentRequest> asked = ((ScriptedWallet) harness.wallets.get(0)).asked;
        assertThat(asked).hasSize(2);
        for (int i = 0; i < 2; i++) {
            int interval = i == 0 ? 1 : 10;
            Payee paid = asked.get(i).payee();
            assertThat(paid.kind()).isEqualTo(PayeeKind.BOLT11_INVOICE);
            String payload = account.hops().get(1).payload();
            String id = payload.substring(64 * (interval + 1), 64 * (interval + 2));
            assertThat(Bolt11Invoice.parse(paid.value()).hash().hex()).isEqualTo(id);
        }
        assertThat(exported()).contains("\"bolt11_invoice\" : \"lnbcrt10n1").contains("\"bolt12_offer\" : null");
    }

    private String exported() throws IOException {
        Path file = folder.resolve("sent.json");
        harness.now(harness.engine.exportSent(file));
        return Files.readString(file);
    }

    @Test
    void aPaymentInFlightIsLookedUpByItsInvoiceAfterACrash() {
        begin(Network.REGTEST, Set.of(PayeeKind.BOLT11_INVOICE));
        CircuitAccount account = harness.now(harness.engine.open(plan(ADDRESS)));
        ScriptedWallet wallet = ((ScriptedWallet) harness.wallets.get(0)).thenHang();
        harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.runUntilIdle();
        PaymentHarness later = harness.crash(folder.resolve("copy.db"));
        later.wallets(wallet);
        assertThat(wallet.lookedUp).isNotEmpty();
        assertThat(wallet.lookedUp.get(0).payee()).isEqualTo(wallet.asked.get(0).payee());
    }

    @Test
    void anOfferThatCannotBePaidIsRefusedWithItsCauseAndPricedAsNone() {
        begin(Network.REGTEST, Set.of(PayeeKind.BOLT12_OFFER));
        assertThatThrownBy(() -> harness.now(harness.engine.open(plan(OFFER))))
                .hasMessageContaining("the offer of one of the relays is for another network than regtest");
        assertThat(harness.engine.priceModel().circuitCost(relay(0, OFFER).terms()))
                .isEmpty();
        Payee noise = new Payee(PayeeKind.BOLT12_OFFER, "lno1noise");
        assertThatThrownBy(() -> harness.now(harness.engine.open(plan(noise)))).hasMessageContaining("cannot be read");
    }

    @Test
    void aGoodOfferIsPaidDirectly() {
        begin(Network.BITCOIN, Set.of(PayeeKind.BOLT12_OFFER));
        CircuitAccount account = harness.now(harness.engine.open(plan(ADDRESS, OFFER)));
        harness.now(harness.engine.pay(account.id(), 2, 1, harness.in(50)));
        assertThat(((ScriptedWallet) harness.wallets.get(0)).asked.get(0).payee())
                .isEqualTo(OFFER);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aServerThatIsWrongIsNotAskedAgainForAWhile() {
        begin(Network.REGTEST, Set.of(PayeeKind.BOLT11_INVOICE));
        server.prefix = "lnbcrt20n";
        assertThatThrownBy(() -> harness.now(harness.engine.open(plan(ADDRESS))))
                .hasMessageContaining("one of the relays cannot be paid: its invoice asks for 2000 msat");
        assertThat(harness.engine.priceModel().circuitCost(relay(0, ADDRESS).terms()))
                .isEmpty();
        harness.time.advance(Duration.ofMinutes(11));
        assertThat(harness.engine.priceModel().circuitCost(relay(0, ADDRESS).terms()))
                .isPresent();
    }

    @Test
    void theNextPayeeOfARelayIsTriedInTheSameOpening() {
        begin(Network.REGTEST, Set.of(PayeeKind.BOLT11_INVOICE));
        Payee gone = new Payee(PayeeKind.LIGHTNING_ADDRESS, "relay@gone.example");
        server.dead.add("gone.example");
        CircuitAccount account = harness.now(harness.engine.open(plan(gone, ADDRESS)));
        PaymentOutcome outcome = harness.now(harness.engine.pay(account.id(), 1, 1, harness.in(50)));
        assertThat(outcome).isInstanceOf(PaymentOutcome.Settled.class);

        int before = server.asked.size();
        harness.now(harness.engine.open(plan(gone, ADDRESS)));
        assertThat(server.asked.subList(before, server.asked.size()))
                .isNotEmpty()
                .noneMatch(page -> page.startsWith("gone.example"));
    }

    @Test
    void aDeadServerIsNotAskedAgainForAWhile() {
        begin(Network.REGTEST, Set.of(PayeeKind.BOLT11_INVOICE));
        server.dead.add("pay.example");
        assertThatThrownBy(() -> harness.now(harness.engine.open(plan(ADDRESS))))
                .hasMessageContaining("one of the relays cannot be paid: its server cannot be asked over tor");
        assertThat(harness.engine.priceModel().circuitCost(relay(0, ADDRESS).terms()))
                .isEmpty();
        harness.time.advance(Duration.ofMinutes(5));
        assertThat(harness.engine.priceModel().circuitCost(relay(0, ADDRESS).terms()))
                .isPresent();
    }

    @Test
    void aServerThatTakesLongLeavesNoTimeForTheNext() {
        begin(Network.REGTEST, Set.of(PayeeKind.BOLT11_INVOICE));
        server.dead.add("gone.example");
        server.waiting = () -> harness.time.clock().advance(Duration.ofSeconds(31));
        Payee gone = new Payee(PayeeKind.LIGHTNING_ADDRESS, "relay@gone.example");
        CompletionStage<CircuitAccount> opening = harness.engine.open(plan(gone, ADDRESS));
        harness.time.advance(Duration.ofMinutes(3));
        assertThatThrownBy(() -> harness.now(opening)).hasMessageContaining("cannot be asked");
        assertThat(server.asked).allMatch(page -> page.startsWith("gone.example"));
    }
}
