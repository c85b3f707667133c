package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentState;
import org.eltor.payment.internal.fleet.PostgresServer;
import org.eltor.payment.internal.ledger.Settlements;
import org.eltor.payment.internal.ledger.SharedLedger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a dead node of a fleet paid with a wallet that only this node can ask. */
@Timeout(120)
class FleetRecordsTest {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final long COST = PaymentHarness.RATE + 100;
    private static final long MOST = PaymentHarness.RATE + 200;

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(PostgresServer.obstacle()).as("fleets are not tested").isEmpty();
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void waitsForItsNodeAndStaysCounted() throws Exception {
        PaymentHarness first = node("first", 1);
        first.wallets(own().thenHang());
        CircuitAccount account = first.open();
        first.engine.pay(account.id(), 0, 1, first.in(50));
        first.time.runUntilIdle();
        first.wallets(new ScriptedWallet("plain").thenHang());
        first.engine.pay(account.id(), 1, 1, first.in(50));
        first.time.runUntilIdle(); // and never again: it is dead

        PaymentHarness second = node("second", 2);
        ScriptedWallet ownOfSecond = own(); // which would call everything not made
        ScriptedWallet plainOfSecond = new ScriptedWallet("plain");
        plainOfSecond.lookup =
                request -> CompletableFuture.completedStage(Optional.of(ScriptedWallet.settled(request)));
        second.wallets(ownOfSecond, plainOfSecond);
        until(second, () -> state(second, 2) == PaymentState.SETTLED);
        until(second, () -> openCircuits() == 0);

        assertThat(ownOfSecond.lookedUp).isEmpty();
        assertThat(state(second, 1)).isEqualTo(PaymentState.IN_FLIGHT);
        assertThat(second.now(second.engine.totals()).lastHour()).isEqualTo(MilliSatoshi.of(COST + MOST));

        PaymentHarness back = node("first", 3);
        ScriptedWallet withRecords = own();
        withRecords.lookup = plainOfSecond.lookup;
        back.wallets(withRecords);
        until(back, () -> state(back, 1) == PaymentState.SETTLED);
        assertThat(back.now(back.engine.totals()).lastHour()).isEqualTo(MilliSatoshi.of(2 * COST));
    }

    private static ScriptedWallet own() {
        Set<PayeeKind> offers = Set.of(PayeeKind.BOLT12_OFFER);
        return new ScriptedWallet(
                "own",
                new WalletCapabilities(offers, false, true, MilliSatoshi.of(100), 0, offers, Set.of(), Set.of()));
    }

    private static PaymentHarness node(String name, long seed) {
        return new PaymentHarness(place(name), seed);
    }

    private static SharedLedger place(String node) {
        return new SharedLedger(() -> Optional.of(server.source()), node, LEASE);
    }

    private static PaymentState state(PaymentHarness node, int relay) {
        return node.now(node.engine.history(1000)).stream()
                .filter(entry -> entry.relay().hex().equals("%040X".formatted(relay)) && entry.interval() == 1)
                .map(PaymentRecord::state)
                .findFirst()
                .orElseThrow();
    }

    private static long openCircuits() {
        try {
            return Settlements.of(place("looker")).openCircuits();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a node go on, in its own time and in the database's, until something holds. */
    private static void until(PaymentHarness node, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(100);
            node.time.advance(Duration.ofSeconds(1));
        }
    }
}
