package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.api.payment.PaymentTotals;
import org.eltor.payment.internal.ledger.Begin;
import org.eltor.payment.internal.ledger.Intent;
import org.eltor.payment.internal.ledger.IntervalKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger calls in flight though nobody follows it: its commit was made and not confirmed. */
class InFlightTest {
    @TempDir
    Path directory;

    private PaymentHarness harness;
    private CircuitAccount account;
    private final ScriptedWallet wallet = new ScriptedWallet("first");

    @BeforeEach
    void start() {
        harness = new PaymentHarness(directory.resolve("eltor/payments.db"));
        harness.wallets(wallet);
        account = harness.open();
        wallet.lookup = request -> CompletableFuture.completedStage(Optional.of(ScriptedWallet.settled(request)));
    }

    @Test
    void itIsLookedUpWhenItsIntervalIsToBePaid() {
        PaymentRequest lost = begunUnconfirmed();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));

        assertThat(harness.now(outcome)).isInstanceOf(PaymentOutcome.Settled.class);
        assertThat(wallet.lookedUp).extracting(PaymentRequest::key).containsExactly(lost.key());
        assertThat(wallet.asked).isEmpty();
    }

    @Test
    void itIsLookedUpOnceItsWalletIsBack() {
        begunUnconfirmed();
        harness.wallets();
        harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofMinutes(2));
        harness.wallets(wallet);

        PaymentTotals totals = harness.now(harness.engine.totals());
        assertThat(totals.inFlight()).isZero();
        assertThat(totals.settled()).isEqualTo(1);
        assertThat(wallet.lookedUp).hasSize(1);
    }

    @Test
    void aPaymentThatIsUnderWayIsNotLookedUpBeforeItsTime() {
        wallet.thenHang();
        harness.engine.pay(account.id(), 0, 1, harness.in(2));
        harness.time.advance(Duration.ofMillis(2100));
        harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.runUntilIdle();

        assertThat(wallet.asked).hasSize(1);
        assertThat(wallet.lookedUp).isEmpty();
    }

    @Test
    void aRequestIsAsOldAsItsEntryInTheLedger() {
        CompletableFuture<Optional<PaymentHandle>> invoice = new CompletableFuture<>();
        wallet.prepare = request -> invoice;
        harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofSeconds(20));
        invoice.complete(Optional.of(new PaymentHandle("invoice")));
        harness.time.runUntilIdle();

        assertThat(wallet.asked).extracting(PaymentRequest::createdAt).containsExactly(harness.in(0));
    }

    private PaymentRequest begunUnconfirmed() {
        String id = account.hops().get(0).payload().substring(128, 192);
        PaymentRequest request = new PaymentRequest(
                new UUID(7, 7),
                PaymentHarness.relay(0, PaymentHarness.RATE).terms().payees().get(0),
                MilliSatoshi.of(PaymentHarness.RATE),
                MilliSatoshi.of(200),
                new PayerNote(id),
                harness.in(0));
        Intent intent = new Intent(
                new IntervalKey(account.id(), 0, 1),
                request,
                wallet.name(),
                0,
                request.amount(),
                MilliSatoshi.of(100),
                harness.limits,
                harness.in(0),
                harness.in(0));
        Begin begin = harness.now(harness.ledger.submit(store -> store.begin(intent)));
        assertThat(begin instanceof Begin.Begun).isTrue();
        return request;
    }
}
