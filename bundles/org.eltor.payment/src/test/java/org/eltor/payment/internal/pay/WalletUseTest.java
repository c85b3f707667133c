package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletException;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.api.payment.PaymentOutcome.Cause;
import org.eltor.api.payment.PaymentState;
import org.eltor.api.payment.WalletCost;
import org.eltor.payment.internal.budget.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a payment when wallets behave as wallets do. */
class WalletUseTest {
    @TempDir
    Path directory;

    private PaymentHarness harness;
    private final ScriptedWallet wallet = new ScriptedWallet("first");

    @BeforeEach
    void start() {
        harness = new PaymentHarness(directory.resolve("eltor/payments.db"));
        harness.wallets(wallet);
    }

    @Test
    void aPaymentWithoutAnAnswerIsLookedUpAndNeverRepeated() {
        wallet.thenHang();
        wallet.lookup = request -> CompletableFuture.completedStage(Optional.of(new PaymentResult.Pending()));
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofSeconds(51));

        assertThat(harness.now(outcome))
                .isInstanceOfSatisfying(
                        PaymentOutcome.Unsettled.class,
                        unsettled -> assertThat(unsettled.cause()).isEqualTo(Cause.UNKNOWN));
        assertThat(wallet.lookedUp).isNotEmpty();
        assertThat(state(0, 1)).isEqualTo(PaymentState.IN_FLIGHT);

        wallet.lookup = request -> CompletableFuture.completedStage(Optional.of(ScriptedWallet.settled(request)));
        harness.time.advance(Duration.ofMinutes(7));
        assertThat(state(0, 1)).isEqualTo(PaymentState.SETTLED);
        assertThat(wallet.asked).hasSize(1);
    }

    @Test
    void whatAWalletHasNoRecordOfStaysInFlightAndCounts() {
        wallet.thenHang();
        CircuitAccount account = harness.open();
        harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.runUntilIdle();

        PaymentHarness after = harness.crash(directory.resolve("after.db"));
        wallet.lookup = request ->
                CompletableFuture.completedStage(Optional.of(new PaymentResult.Unknown("has no record of it")));
        after.wallets(wallet);
        after.time.advance(Duration.ofHours(2));

        assertThat(wallet.lookedUp).hasSizeGreaterThan(20);
        assertThat(wallet.asked).hasSize(1);
        assertThat(after.now(after.engine.totals()).inFlight()).isEqualTo(1);
        assertThat(after.now(after.engine.totals()).lastDay()).isEqualTo(MilliSatoshi.of(PaymentHarness.RATE + 200));
    }

    @Test
    void aLookupInsideTheWindowSettlesIt() {
        wallet.thenHang();
        wallet.lookup = request -> CompletableFuture.completedStage(Optional.of(ScriptedWallet.settled(request)));
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofSeconds(40));

        assertThat(harness.now(outcome)).isInstanceOf(PaymentOutcome.Settled.class);
    }

    @Test
    void whatAWalletNeverTookOnIsPaidAgain() {
        wallet.thenHang();
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofSeconds(49));

        assertThat(harness.now(outcome)).isInstanceOf(PaymentOutcome.Settled.class);
        assertThat(wallet.asked).hasSize(2);
    }

    @Test
    void aPreimageThatProvesNothingIsNoSettlement() {
        wallet.thenStage(request -> CompletableFuture.completedStage(new PaymentResult.Settled(
                new PaymentHash("a".repeat(64)),
                new PaymentPreimage("b".repeat(64)),
                request.amount(),
                MilliSatoshi.ZERO)));
        wallet.lookup = request -> CompletableFuture.completedStage(Optional.of(new PaymentResult.Pending()));
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofSeconds(51));

        assertThat(harness.now(outcome)).isInstanceOf(PaymentOutcome.Unsettled.class);
        assertThat(state(0, 1)).isEqualTo(PaymentState.IN_FLIGHT);
    }

    @Test
    void aRejectionPassesToTheNextWalletAtOnce() {
        ScriptedWallet second = new ScriptedWallet("second");
        wallet.then(new PaymentResult.Rejected("no balance"));
        harness.wallets(wallet, second);
        CircuitAccount account = harness.open();

        assertThat(harness.now(harness.engine.pay(account.id(), 0, 1, harness.in(50))))
                .isInstanceOf(PaymentOutcome.Settled.class);
        assertThat(second.asked).hasSize(1);
    }

    @Test
    void aWalletThatFailsDefinitelyTwiceMakesPlaceForTheNext() {
        ScriptedWallet second = new ScriptedWallet("second");
        wallet.then(new PaymentResult.Failed("no route"));
        wallet.then(new PaymentResult.Failed("no route"));
        harness.wallets(wallet, second);
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofSeconds(20));

        assertThat(harness.now(outcome)).isInstanceOf(PaymentOutcome.Settled.class);
        assertThat(wallet.asked).hasSize(2);
        assertThat(second.asked).hasSize(1);
        assertThat(second.asked.get(0).note()).isEqualTo(wallet.asked.get(0).note());
    }

    @Test
    void aWalletThatReachedItsLimitIsPassedOverForTheNext() {
        ScriptedWallet second = new ScriptedWallet("second");
        harness.wallets(wallet, second);
        long cost = PaymentHarness.RATE + 100;
        harness.limits = new Limits(
                MilliSatoshi.of(60_000),
                MilliSatoshi.ZERO,
                MilliSatoshi.ZERO,
                Map.of("first", MilliSatoshi.of(2 * cost)));
        CircuitAccount account = harness.open();
        for (int interval = 1; interval <= 4; interval++) {
            assertThat(harness.now(harness.engine.pay(account.id(), 0, interval, harness.in(50))))
                    .isInstanceOf(PaymentOutcome.Settled.class);
        }
        assertThat(wallet.asked).hasSize(2);
        assertThat(second.asked).hasSize(2);
        assertThat(harness.now(harness.engine.cost(Duration.ofHours(1))).wallets())
                .containsExactly(
                        new WalletCost("first", MilliSatoshi.of(2 * cost), MilliSatoshi.of(2 * cost)),
                        new WalletCost("second", MilliSatoshi.of(2 * cost), MilliSatoshi.ZERO));

        harness.wallets(wallet);
        CompletionStage<PaymentOutcome> alone = harness.engine.pay(account.id(), 0, 5, harness.in(50));
        harness.time.advance(Duration.ofSeconds(51));
        assertThat(harness.now(alone)).isInstanceOfSatisfying(PaymentOutcome.Unsettled.class, unsettled -> {
            assertThat(unsettled.cause()).isEqualTo(Cause.OVER_BUDGET);
            assertThat(unsettled.reason()).contains("wallet first", "wallet.day.max.msat");
        });
        assertThat(wallet.asked).hasSize(2);

        harness.time.advance(Duration.ofDays(1));
        CircuitAccount tomorrow = harness.open();
        assertThat(harness.now(harness.engine.pay(tomorrow.id(), 0, 1, harness.in(50))))
                .isInstanceOf(PaymentOutcome.Settled.class);
    }

    @Test
    void theHandleOfAPreparedPaymentIsStoredBeforeItIsMade() {
        wallet.prepare = request -> CompletableFuture.completedStage(Optional.of(new PaymentHandle("lni1abc")));
        wallet.thenHang();
        CircuitAccount account = harness.open();
        harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.runUntilIdle();

        assertThat(wallet.asked.get(0).handle()).contains(new PaymentHandle("lni1abc"));
        PaymentHarness after = harness.crash(directory.resolve("after.db"));
        after.wallets(wallet);
        after.time.advance(Duration.ofSeconds(5));
        assertThat(wallet.lookedUp.get(0).sentBefore(harness.in(50))).isEqualTo(wallet.asked.get(0));
    }

    @Test
    void nothingIsSentAfterTheDeadline() {
        CircuitAccount account = harness.open();
        Instant deadline = harness.in(50);
        harness.now(harness.engine.pay(account.id(), 0, 1, deadline));

        assertThat(wallet.asked.get(0).sendUntil()).contains(deadline);
    }

    @Test
    void whatWaitsInAWalletIsGivenUpWithItsAccount() {
        wallet.thenWait();
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.runUntilIdle();
        assertThat(state(0, 1)).isEqualTo(PaymentState.IN_FLIGHT);

        harness.engine.close(account.id());
        assertThat(harness.now(outcome))
                .isInstanceOfSatisfying(
                        PaymentOutcome.Unsettled.class,
                        unsettled -> assertThat(unsettled.cause()).isEqualTo(Cause.CANCELLED));
        assertThat(state(0, 1)).isEqualTo(PaymentState.FAILED);
        assertThat(harness.now(harness.engine.totals()).lastHour()).isEqualTo(MilliSatoshi.ZERO);
        harness.time.advance(Duration.ofSeconds(51));
        assertThat(wallet.asked).hasSize(1);
    }

    @Test
    void aPreparationThatFailsIsADefiniteFailure() {
        wallet.prepare = request -> {
            wallet.prepare = again -> CompletableFuture.completedStage(Optional.empty());
            return CompletableFuture.failedStage(new WalletException("no answer from the payee", true));
        };
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofSeconds(3));

        assertThat(harness.now(outcome)).isInstanceOf(PaymentOutcome.Settled.class);
        assertThat(wallet.asked).hasSize(1);
    }

    @Test
    void aPreparationThatIsRefusedPassesToTheNextWallet() {
        ScriptedWallet second = new ScriptedWallet("second");
        wallet.prepare = request -> CompletableFuture.failedStage(new WalletException("such offers not", false));
        harness.wallets(wallet, second);
        CircuitAccount account = harness.open();

        assertThat(harness.now(harness.engine.pay(account.id(), 0, 1, harness.in(50))))
                .isInstanceOf(PaymentOutcome.Settled.class);
        assertThat(wallet.asked).isEmpty();
    }

    @Test
    void aPreparationWithoutAnAnswerIsGivenUpAndItsLateAnswerIgnored() {
        CompletableFuture<Optional<PaymentHandle>> late = new CompletableFuture<>();
        wallet.prepare = request -> {
            wallet.prepare = again -> CompletableFuture.completedStage(Optional.empty());
            return late;
        };
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofSeconds(40));
        late.complete(Optional.of(new PaymentHandle("late")));

        assertThat(harness.now(outcome)).isInstanceOf(PaymentOutcome.Settled.class);
        assertThat(wallet.asked)
                .hasSize(1)
                .first()
                .extracting(PaymentRequest::handle)
                .isEqualTo(Optional.empty());
    }

    @Test
    void aWalletThatLeavesWhileTheLedgerIsWrittenIsNotAsked() {
        ScriptedWallet second = new ScriptedWallet("second");
        CircuitAccount account = harness.open();
        wallet.prepare = request -> {
            harness.wallets.clear();
            harness.wallets.add(second);
            return CompletableFuture.completedStage(Optional.empty());
        };

        assertThat(harness.now(harness.engine.pay(account.id(), 0, 1, harness.in(50))))
                .isInstanceOf(PaymentOutcome.Settled.class);
        assertThat(wallet.asked).isEmpty();
        assertThat(second.asked).hasSize(1);
    }

    @Test
    void theWalletOfTheHighestRankPaysUnlessItCannot() {
        ScriptedWallet lnurlOnly = new ScriptedWallet(
                "lnurl",
                new org.eltor.api.lightning.WalletCapabilities(
                        Set.of(org.eltor.api.lightning.PayeeKind.LNURL_PAY),
                        false,
                        true,
                        MilliSatoshi.ZERO,
                        0,
                        Set.of()));
        harness.wallets(lnurlOnly, wallet);
        CircuitAccount account = harness.open();
        harness.now(harness.engine.pay(account.id(), 0, 1, harness.in(50)));

        assertThat(lnurlOnly.asked).isEmpty();
        assertThat(wallet.asked).hasSize(1);
    }

    @Test
    void aPaymentWaitsForAWalletWithinItsWindow() {
        CircuitAccount account = harness.open();
        harness.wallets();
        CompletionStage<PaymentOutcome> inTime = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofSeconds(20));
        harness.wallets(wallet);
        assertThat(harness.now(inTime)).isInstanceOf(PaymentOutcome.Settled.class);

        harness.wallets();
        CompletionStage<PaymentOutcome> tooLate = harness.engine.pay(account.id(), 0, 2, harness.in(50));
        harness.time.advance(Duration.ofSeconds(51));
        assertThat(harness.now(tooLate))
                .isInstanceOfSatisfying(
                        PaymentOutcome.Unsettled.class,
                        unsettled -> assertThat(unsettled.cause()).isEqualTo(Cause.NO_WALLET));
    }

    @Test
    void whatIsInFlightStaysWithItsWalletWhenAnotherComes() {
        ScriptedWallet second = new ScriptedWallet("second");
        wallet.thenHang();
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> flying = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.runUntilIdle();
        harness.wallets(second);
        CompletionStage<PaymentOutcome> next = harness.engine.pay(account.id(), 1, 1, harness.in(50));
        assertThat(harness.now(next)).isInstanceOf(PaymentOutcome.Settled.class);
        harness.time.advance(Duration.ofSeconds(51));
        assertThat(harness.now(flying)).isInstanceOf(PaymentOutcome.Unsettled.class);
        assertThat(second.lookedUp).isEmpty();

        wallet.nowKnows(ScriptedWallet::settled);
        harness.wallets(wallet);
        assertThat(state(0, 1)).isEqualTo(PaymentState.SETTLED);
        assertThat(second.asked).hasSize(1);
    }

    private PaymentState state(int hop, int interval) {
        String relay = "%040X".formatted(hop + 1);
        return harness.now(harness.engine.history(1000)).stream()
                .filter(entry -> entry.relay().hex().equals(relay) && entry.interval() == interval)
                .findFirst()
                .orElseThrow()
                .state();
    }
}
