package org.eltor.wallet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How every wallet behind a server treats money. Extended once for each kind of payee that a wallet can pay. */
public abstract class WalletContractTest extends WalletSafeguardTest {
    @Test
    void settlesWithAPreimageOfTheHash() {
        start();
        PaymentResult result = fixture.pay(fixture.request(DUE));
        FakePayment made = onlyPayment();
        assertThat(result)
                .isEqualTo(new PaymentResult.Settled(
                        new PaymentHash(made.hash()),
                        wallet.proof(made).map(org.eltor.api.lightning.PaymentPreimage::new),
                        MilliSatoshi.of(DUE),
                        wallet.fee(MilliSatoshi.of(DUE))));
    }

    @Test
    void triesNoLongerThanThereIsTime() throws Exception {
        assumeThat(wallet.triesFor()).isPresent();
        start();
        assertThat(fixture.pay(fixture.request(DUE))).isInstanceOf(PaymentResult.Settled.class);
        assertThat(wallet.triesFor().orElseThrow()).isBetween(30L, 60L);
        PaymentRequest request =
                fixture.request(DUE).sentBefore(fixture.clock().instant().plusSeconds(7));
        assertThat(fixture.pay(request)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(wallet.triesFor()).hasValue(7);
    }

    @Test
    void noAnswerIsUnknownUntilItIsLookedUp() throws Exception {
        lostAnswer(Mood.HANGS);
    }

    @Test
    void aBrokenConnectionIsUnknownUntilItIsLookedUp() throws Exception {
        lostAnswer(Mood.DROPS);
    }

    @Test
    void nonsenseIsUnknownUntilItIsLookedUp() throws Exception {
        lostAnswer(Mood.BABBLES);
    }

    @Test
    void anEndlessAnswerIsUnknownUntilItIsLookedUp() throws Exception {
        lostAnswer(Mood.FLOODS);
    }

    @Test
    void aServerErrorIsNeverTakenForAFailure() throws Exception {
        start();
        wallet.mood(Mood.BREAKS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertThat(fixture.payPrepared(request)).isInstanceOf(PaymentResult.Unknown.class);
    }

    @Test
    void paysOnceForAKeyHoweverOftenItIsAsked() throws Exception {
        startImpatient();
        wallet.mood(Mood.HANGS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertThat(fixture.payPrepared(request)).isInstanceOf(PaymentResult.Unknown.class);
        wallet.mood(Mood.SETTLES);
        for (int i = 0; i < 3; i++) {
            fixture.payPrepared(request);
        }
        assertThat(wallet.node().made()).isEqualTo(1);
        if (wallet.findsLostPayments()) {
            assertThat(fixture.payPrepared(request)).isInstanceOf(PaymentResult.Settled.class);
        }
    }

    @Test
    void aLostAnswerIsFoundAfterARestart() throws Exception {
        assumeThat(wallet.findsLostPayments()).isTrue();
        startImpatient();
        wallet.mood(Mood.HANGS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertThat(fixture.payPrepared(request)).isInstanceOf(PaymentResult.Unknown.class);
        fixture.restart();
        assertThat(fixture.settled(request)).isInstanceOf(PaymentResult.Settled.class);
    }

    @Test
    void whatIsNotShownYetCountsAsNotMadeOnlyLater() throws Exception {
        assumeThat(wallet.findsLostPayments()).isTrue();
        startImpatient();
        wallet.mood(Mood.SLEEPS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertThat(fixture.payPrepared(request)).isInstanceOf(PaymentResult.Unknown.class);
        wallet.mood(Mood.SETTLES);
        assertThat(fixture.lookup(request)).get().isInstanceOf(PaymentResult.Unknown.class);
        fixture.outwaitAbsence();
        Optional<PaymentResult> late = fixture.lookup(request);
        late.ifPresent(result -> assertThat(result).isInstanceOf(PaymentResult.Failed.class));
        assertThat(fixture.payPrepared(request))
                .as("what was called not made stays so")
                .isNotInstanceOf(PaymentResult.Settled.class);
        assertThat(wallet.node().made()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"RETRIES", "SEARCHES"})
    void whatIsStillTriedIsNeverCalledFailed(Mood mood) throws Exception {
        assumeThat(wallet.tries()).isPositive();
        start();
        wallet.mood(mood);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        CompletableFuture<PaymentResult> answer = fixture.wallet().pay(request).toCompletableFuture();
        while (wallet.node().made() == 0) {
            assertThat(answer).isNotDone();
            Thread.onSpinWait();
        }
        fixture.advance(wallet.tries().plusHours(1)); // however long the call runs
        assertThat(fixture.lookup(request)).get().isInstanceOf(PaymentResult.Pending.class);
        assertThat(answer).isNotDone();
        wallet.node().settleAll();
        assertThat(fixture.settled(request)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(wallet.node().made()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"RETRIES", "SEARCHES"})
    void whatIsStillTriedIsNeverCalledFailedAfterARestart(Mood mood) throws Exception {
        assumeThat(wallet.tries()).isPositive();
        startImpatient();
        wallet.mood(mood);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        fixture.advance(Duration.ofSeconds(9)); // asked as late as it may be
        assertOpen(fixture.payPrepared(request));
        assertOpen(fixture.lookup(request).orElseThrow());
        fixture.advance(wallet.tries());
        assertOpen(fixture.lookup(request).orElseThrow());
        fixture.restart();
        assertOpen(fixture.lookup(request).orElseThrow());
        wallet.node().settleAll();
        assertThat(fixture.settled(request)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(wallet.node().made()).isEqualTo(1);
    }

    @Test
    void whatIsNoLongerTriedHasFailedAfterARestartToo() throws Exception {
        assumeThat(wallet.tries()).isPositive();
        startImpatient();
        wallet.mood(Mood.RETRIES);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertOpen(fixture.payPrepared(request));
        wallet.node().payments().forEach(wallet.node()::fail);
        fixture.restart();
        fixture.outwaitAbsence();
        assertThat(fixture.lookup(request)).get().isInstanceOf(PaymentResult.Failed.class);
    }

    @Test
    void aRequestThatIsTooOldIsNotPaid() throws Exception {
        start();
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        fixture.advance(Duration.ofSeconds(11));
        assertThat(fixture.payPrepared(request)).isInstanceOf(PaymentResult.Unknown.class);
        assertThat(wallet.node().made()).isZero();
        fixture.outwaitAbsence();
        Optional<PaymentResult> late = fixture.lookup(request);
        assertThat(late).isEmpty();
    }

    @Test
    void aPreimageThatProvesNothingIsNotBelieved() throws Exception {
        start();
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        wallet.mood(Mood.LIES);
        PaymentResult result = fixture.payPrepared(request);
        assumeThat(wallet.proof(onlyPayment())).isPresent();
        assertThat(result).isInstanceOf(PaymentResult.Unknown.class);
    }

    @Test
    void anotherNodeNeverCallsAPaymentNotMade(@TempDir Path elsewhere) throws Exception {
        try (WalletFixture other = fixture(elsewhere)) {
            assertThat(other.start(WalletDouble.Access.GOOD)).isEmpty(); // its journal is older than the payment
            assertNotDenied(lost(), other);
        }
    }

    @Test
    void aNodeThatLostItsJournalNeverCallsAPaymentNotMade(@TempDir Path elsewhere) throws Exception {
        PaymentRequest request = lost();
        try (WalletFixture later = fixture(elsewhere)) {
            assertThat(later.start(WalletDouble.Access.GOOD)).isEmpty();
            assertNotDenied(request, later);
        }
    }

    private WalletFixture fixture(Path folder) {
        return new WalletFixture(wallet, fixture.clock(), folder.resolve("other.journal"));
    }

    /** A payment that was made, and whose answer was lost. */
    private PaymentRequest lost() throws Exception {
        startImpatient();
        wallet.mood(Mood.HANGS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertThat(fixture.payPrepared(request)).isInstanceOf(PaymentResult.Unknown.class);
        wallet.mood(Mood.SETTLES);
        return request;
    }

    private void assertNotDenied(PaymentRequest request, WalletFixture other) {
        outwaitAbsence();
        boolean ownRecords = other.wallet()
                .capabilities()
                .ownRecords()
                .contains(request.payee().kind());
        for (int i = 0; i < 2; i++) {
            assertThat(other.lookup(request))
                    .get()
                    .isInstanceOf(ownRecords ? PaymentResult.Unknown.class : PaymentResult.Settled.class);
        }
        if (wallet.findsLostPayments()) {
            assertThat(fixture.settled(request)).isInstanceOf(PaymentResult.Settled.class);
        }
        assertThat(wallet.node().made()).isEqualTo(1);
    }

    private void lostAnswer(Mood mood) throws Exception {
        startImpatient();
        wallet.mood(mood);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertThat(fixture.payPrepared(request)).isInstanceOf(PaymentResult.Unknown.class);
        wallet.mood(Mood.SETTLES);
        if (wallet.findsLostPayments()) {
            assertThat(fixture.settled(request)).isInstanceOf(PaymentResult.Settled.class);
        } else {
            assertThat(fixture.lookup(request)).get().isInstanceOf(PaymentResult.Unknown.class);
        }
        assertThat(wallet.node().made()).isEqualTo(1);
    }
}
