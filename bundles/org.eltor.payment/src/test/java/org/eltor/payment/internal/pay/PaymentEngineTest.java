package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentException;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.api.payment.PaymentOutcome.Cause;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentState;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.PaidHop;
import org.eltor.payment.internal.budget.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentEngineTest {
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
    void payloadsAreHandshakeAndTenIndependentIds() {
        CircuitAccount account = harness.open();

        for (PaidHop hop : account.hops()) {
            assertThat(hop.payload()).hasSize(768).matches("[0-9a-f]+");
            PaymentPreimage preimage = new PaymentPreimage(hop.payload().substring(64, 128));
            assertThat(preimage.hash().hex()).isEqualTo(hop.payload().substring(0, 64));
        }
        List<String> parts = account.hops().stream()
                .flatMap(hop -> IntStream.range(0, 12).mapToObj(i -> part(hop, i)))
                .toList();
        assertThat(parts).hasSize(36).doesNotHaveDuplicates();
    }

    @Test
    void aNoteIsTheIdOfItsIntervalAndNothingElse() {
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 2, 7, harness.in(50));

        assertThat(harness.now(outcome))
                .isEqualTo(new PaymentOutcome.Settled(MilliSatoshi.of(1000), MilliSatoshi.of(100), Duration.ZERO));
        PaymentRequest request = wallet.asked.get(0);
        assertThat(request.note().text()).isEqualTo(part(account.hops().get(2), 7 + 1));
        assertThat(request.amount()).isEqualTo(MilliSatoshi.of(1000));
        assertThat(request.maxFee()).isEqualTo(MilliSatoshi.of(200));
        assertThat(request.payee().value()).endsWith("2");
    }

    @Test
    void concurrentCallsShareOnePayment() {
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> one = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        CompletionStage<PaymentOutcome> two = harness.engine.pay(account.id(), 0, 1, harness.in(50));

        assertThat(harness.now(one)).isEqualTo(harness.now(two)).isInstanceOf(PaymentOutcome.Settled.class);
        assertThat(wallet.asked).hasSize(1);
    }

    @Test
    void askingAgainAnswersWithWhatTheLedgerSays() {
        CircuitAccount account = harness.open();
        PaymentOutcome first = harness.now(harness.engine.pay(account.id(), 0, 1, harness.in(50)));
        harness.wallets();

        assertThat(harness.now(harness.engine.pay(account.id(), 0, 1, harness.in(50))))
                .isEqualTo(first);
        assertThat(wallet.asked).hasSize(1);
    }

    @Test
    void aDefiniteFailureIsRetriedWithTheSameIdAndANewKey() {
        wallet.then(new PaymentResult.Failed("no route")).then(new PaymentResult.Failed("no route"));
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofSeconds(10));

        assertThat(harness.now(outcome))
                .isInstanceOfSatisfying(
                        PaymentOutcome.Settled.class,
                        settled -> assertThat(settled.took()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4)));
        assertThat(wallet.asked)
                .hasSize(3)
                .extracting(PaymentRequest::note)
                .containsOnly(wallet.asked.get(0).note());
        assertThat(wallet.asked).extracting(PaymentRequest::key).doesNotHaveDuplicates();
    }

    @Test
    void failuresUpToTheDeadlineAreUnsettled() {
        IntStream.range(0, 99).forEach(i -> wallet.then(new PaymentResult.Failed("no route")));
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.advance(Duration.ofSeconds(51));

        assertThat(harness.now(outcome)).isEqualTo(new PaymentOutcome.Unsettled(Cause.FAILED, "no route"));
        int attempts = wallet.asked.size();
        harness.time.advance(Duration.ofMinutes(5));
        assertThat(wallet.asked).hasSize(attempts);
        assertThat(state(0, 1)).isEqualTo(PaymentState.FAILED);
    }

    @Test
    void anAccountSurvivesARestart() {
        CircuitAccount account = harness.open();
        harness.now(harness.engine.pay(account.id(), 0, 1, harness.in(50)));
        PaymentHarness after = harness.crash(directory.resolve("after.db"));
        after.wallets(wallet);

        assertThat(after.now(after.engine.pay(account.id(), 0, 1, after.in(50))))
                .isInstanceOf(PaymentOutcome.Settled.class);
        assertThat(wallet.asked).as("already paid before").hasSize(1);
        assertThat(after.now(after.engine.pay(account.id(), 0, 2, after.in(50))))
                .isInstanceOf(PaymentOutcome.Settled.class);
        assertThat(wallet.asked).hasSize(2);
    }

    @Test
    void aPaymentInFlightIsFollowedAfterItsAccountIsClosed() {
        wallet.thenHang();
        wallet.lookup = request -> CompletableFuture.completedStage(Optional.of(ScriptedWallet.settled(request)));
        CircuitAccount account = harness.open();
        CompletionStage<PaymentOutcome> outcome = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.runUntilIdle();
        harness.engine.close(account.id());
        harness.time.advance(Duration.ofSeconds(40));

        assertThat(harness.now(outcome)).isInstanceOf(PaymentOutcome.Settled.class);
    }

    @Test
    void theSettleTimeIsTheOneOfNineteenInTwenty() {
        assertThat(harness.engine.settleTime()).isZero();
        CircuitAccount account = harness.open();
        for (int hop = 0; hop < 2; hop++) {
            for (int interval = 1; interval <= 10; interval++) {
                int seconds = hop * 10 + interval;
                wallet.thenStage(request -> {
                    CompletableFuture<PaymentResult> answer = new CompletableFuture<>();
                    harness.time.schedule(
                            () -> answer.complete(ScriptedWallet.settled(request)), seconds, TimeUnit.SECONDS);
                    return answer;
                });
                harness.engine.pay(account.id(), hop, interval, harness.in(50));
                harness.time.advance(Duration.ofSeconds(30));
            }
        }
        assertThat(harness.engine.settleTime()).isEqualTo(Duration.ofSeconds(19));
        PaymentHarness after = harness.crash(directory.resolve("after.db"));
        assertThat(after.engine.settleTime()).isEqualTo(Duration.ofSeconds(19));
    }

    @Test
    void aRelayWithAHandshakeFeeIsNotOpened() {
        RelayDescriptor asking = PaymentHarness.relay(
                9, new PaymentTerms(MilliSatoshi.ZERO, Duration.ofSeconds(60), 10, MilliSatoshi.of(5), List.of()));
        PathPlan plan = new PathPlan(
                List.of(PaymentHarness.relay(1, 1), PaymentHarness.relay(2, 1), asking), MilliSatoshi.ZERO, Set.of());

        assertThatThrownBy(() -> harness.now(harness.engine.open(plan))).hasCauseInstanceOf(PaymentException.class);
    }

    @Test
    void freeRelaysCostNothingAndNeedNoWallet() {
        harness.wallets();
        CircuitAccount account = harness.now(harness.engine.open(PaymentHarness.plan(0, 0, 0)));

        assertThat(harness.now(harness.engine.pay(account.id(), 0, 1, harness.in(50))))
                .isEqualTo(new PaymentOutcome.Free());
    }

    @Test
    void aCircuitAboveALimitIsRefusedByName() {
        harness.limits = new Limits(MilliSatoshi.of(32_999), MilliSatoshi.ZERO, MilliSatoshi.ZERO);
        assertThatThrownBy(() -> harness.now(harness.engine.open(PaymentHarness.plan(1000, 1000, 1000))))
                .hasCauseInstanceOf(PaymentException.class)
                .hasMessageContaining("circuit.max.msat")
                .hasMessageContaining("33000 msat needed");

        harness.limits = new Limits(MilliSatoshi.of(33_000), MilliSatoshi.of(65_999), MilliSatoshi.ZERO);
        harness.open();
        assertThatThrownBy(() -> harness.open()).hasMessageContaining("hour.max.msat");
        harness.limits = new Limits(MilliSatoshi.of(33_000), MilliSatoshi.ZERO, MilliSatoshi.of(65_999));
        assertThatThrownBy(() -> harness.open()).hasMessageContaining("day.max.msat");
    }

    @Test
    void aCircuitAtExactlyItsLimitCanBePaidToTheEnd() {
        harness.limits = new Limits(MilliSatoshi.of(33_000), MilliSatoshi.of(33_000), MilliSatoshi.of(33_000));
        CircuitAccount account = harness.open();

        for (int interval = 1; interval <= 10; interval++) {
            for (int hop = 0; hop < 3; hop++) {
                assertThat(harness.now(harness.engine.pay(account.id(), hop, interval, harness.in(50))))
                        .isInstanceOf(PaymentOutcome.Settled.class);
            }
        }
        assertThat(harness.now(harness.engine.totals()).spent()).isEqualTo(MilliSatoshi.of(33_000));
    }

    @Test
    void closingReleasesWhatWasReservedAndCancelsWhatWaits() {
        harness.limits = new Limits(MilliSatoshi.of(33_000), MilliSatoshi.of(33_000), MilliSatoshi.ZERO);
        CircuitAccount account = harness.open();
        assertThatThrownBy(() -> harness.open()).hasMessageContaining("hour.max.msat");
        harness.wallets();
        CompletionStage<PaymentOutcome> waiting = harness.engine.pay(account.id(), 0, 1, harness.in(50));
        harness.time.runUntilIdle();
        harness.engine.close(account.id());
        harness.engine.close(account.id());

        assertThat(harness.now(waiting))
                .isInstanceOfSatisfying(
                        PaymentOutcome.Unsettled.class,
                        unsettled -> assertThat(unsettled.cause()).isEqualTo(Cause.CANCELLED));
        harness.wallets(wallet);
        harness.open();
        assertThat(harness.now(harness.engine.pay(account.id(), 0, 2, harness.in(50))))
                .isInstanceOf(PaymentOutcome.Unsettled.class);
        assertThat(wallet.asked).isEmpty();
    }

    @Test
    void whatWasClosedWhileTheLedgerWasOutOfOrderIsReleasedOnceItIsBack() {
        harness.limits = new Limits(MilliSatoshi.of(33_000), MilliSatoshi.of(33_000), MilliSatoshi.ZERO);
        CircuitAccount account = harness.open();
        harness.ledger.submit(store -> {
            throw new SQLException("the disk is gone");
        });
        harness.time.runUntilIdle();
        harness.engine.close(account.id());
        harness.time.runUntilIdle();
        assertThatThrownBy(() -> harness.open()).hasMessageContaining("the disk is gone");

        harness.time.advance(Duration.ofSeconds(10));
        harness.open();
    }

    @Test
    void anAccountThatNobodyKnowsIsNotPaid() {
        assertThat(harness.now(harness.engine.pay(new UUID(1, 2), 0, 1, harness.in(50))))
                .isInstanceOfSatisfying(
                        PaymentOutcome.Unsettled.class,
                        unsettled -> assertThat(unsettled.cause()).isEqualTo(Cause.CANCELLED));
        assertThatThrownBy(() -> harness.engine.pay(new UUID(1, 2), 3, 1, harness.in(50)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void historyAndTotalsSayWhatWasPaidWithoutSecrets() {
        CircuitAccount account = harness.open();
        harness.now(harness.engine.launched(account.id(), new CircuitId("42")));
        harness.time.advance(Duration.ofSeconds(1));
        harness.now(harness.engine.pay(account.id(), 1, 1, harness.in(50)));

        PaymentRecord newest = harness.now(harness.engine.history(5)).get(0);
        assertThat(newest.circuit()).contains(new CircuitId("42"));
        assertThat(newest.state()).isEqualTo(PaymentState.SETTLED);
        assertThat(newest.fee()).isEqualTo(MilliSatoshi.of(100));
        assertThat(newest.wallet()).contains("first");
        assertThat(harness.now(harness.engine.totals()).settled()).isEqualTo(1);
        assertThat(harness.now(harness.engine.totals()).lastHour()).isEqualTo(MilliSatoshi.of(1100));
    }

    private PaymentState state(int hop, int interval) {
        String relay = "%040X".formatted(hop + 1);
        return harness.now(harness.engine.history(1000)).stream()
                .filter(entry -> entry.relay().hex().equals(relay) && entry.interval() == interval)
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static String part(PaidHop hop, int index) {
        return hop.payload().substring(64 * index, 64 * (index + 1));
    }
}
