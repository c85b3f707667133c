package org.eltor.wallet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.junit.jupiter.api.Test;

/** How every wallet treats money. Extended once for each kind of payee that a wallet can pay. */
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
    void roundsUpWhatItCannotSend() {
        start();
        PaymentResult result = fixture.pay(fixture.request(1_500));
        MilliSatoshi sent = fixture.wallet().capabilities().sent(MilliSatoshi.of(1_500));
        assertThat(result)
                .isInstanceOfSatisfying(
                        PaymentResult.Settled.class,
                        settled -> assertThat(settled.amount()).isEqualTo(sent));
        assertThat(onlyPayment().msat()).isEqualTo(sent.msat());
    }

    @Test
    void aDefiniteFailureMayBeTriedAgain() {
        start();
        wallet.mood(Mood.FAILS);
        assertThat(fixture.pay(fixture.request(DUE))).isInstanceOf(PaymentResult.Failed.class);
        wallet.mood(Mood.SETTLES);
        assertThat(fixture.pay(fixture.request(DUE))).isInstanceOf(PaymentResult.Settled.class);
        assertThat(wallet.node().made()).isEqualTo(1);
    }

    @Test
    void aPendingPaymentIsFollowedUntilItSettles() throws Exception {
        start();
        wallet.mood(Mood.PENDS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertOpen(fixture.payPrepared(request));
        assertThat(fixture.lookup(request)).get().isInstanceOf(PaymentResult.Pending.class);
        wallet.node().settleAll();
        assertThat(fixture.settled(request)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(wallet.node().made()).isEqualTo(1);
    }

    @Test
    void aPendingPaymentIsFollowedUntilItFails() throws Exception {
        start();
        wallet.mood(Mood.PENDS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertOpen(fixture.payPrepared(request));
        wallet.node().fail(onlyPayment());
        assertThat(fixture.settled(request)).isInstanceOf(PaymentResult.Failed.class);
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
        start();
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
    void paysOnceForAKeyAskedSeveralTimesAtOnce() throws Exception {
        start();
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        List<CompletableFuture<PaymentResult>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(fixture.wallet().pay(request).toCompletableFuture());
        }
        answers.forEach(answer -> assertThat(WalletFixture.await(answer)).isInstanceOf(PaymentResult.Settled.class));
        assertThat(wallet.node().made()).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsFoundAfterARestart() throws Exception {
        assumeThat(wallet.findsLostPayments()).isTrue();
        start();
        wallet.mood(Mood.HANGS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertThat(fixture.payPrepared(request)).isInstanceOf(PaymentResult.Unknown.class);
        fixture.restart();
        assertThat(fixture.settled(request)).isInstanceOf(PaymentResult.Settled.class);
    }

    @Test
    void aPendingPaymentIsFoundAfterARestart() throws Exception {
        start();
        wallet.mood(Mood.PENDS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertOpen(fixture.payPrepared(request));
        fixture.restart();
        wallet.node().settleAll();
        assertThat(fixture.settled(request)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(wallet.node().made()).isEqualTo(1);
    }

    @Test
    void whatIsNotShownYetCountsAsNotMadeOnlyLater() throws Exception {
        assumeThat(wallet.findsLostPayments()).isTrue();
        start();
        wallet.mood(Mood.SLEEPS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        assertThat(fixture.payPrepared(request)).isInstanceOf(PaymentResult.Unknown.class);
        wallet.mood(Mood.SETTLES);
        assertThat(fixture.lookup(request)).get().isInstanceOf(PaymentResult.Unknown.class);
        fixture.advance(fixture.backend().absence().plusSeconds(1));
        Optional<PaymentResult> late = fixture.lookup(request);
        late.ifPresent(result -> assertThat(result).isInstanceOf(PaymentResult.Failed.class));
        assertThat(fixture.payPrepared(request))
                .as("what was called not made stays so")
                .isNotInstanceOf(PaymentResult.Settled.class);
        assertThat(wallet.node().made()).isZero();
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
    void paysManySideBySide() {
        start();
        List<PaymentRequest> requests = new ArrayList<>();
        List<CompletableFuture<PaymentResult>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            PaymentRequest request = fixture.request(DUE + 1_000L * i);
            requests.add(request);
            answers.add(fixture.wallet()
                    .prepare(request)
                    .thenCompose(handle -> fixture.wallet().pay(request.prepared(handle)))
                    .toCompletableFuture());
        }
        for (int i = 0; i < requests.size(); i++) {
            MilliSatoshi due = requests.get(i).amount();
            assertThat(WalletFixture.await(answers.get(i)))
                    .isInstanceOfSatisfying(
                            PaymentResult.Settled.class,
                            settled -> assertThat(settled.amount()).isEqualTo(due));
        }
        assertThat(wallet.node().made()).isEqualTo(requests.size());
    }

    @Test
    void whatWasNeverAskedForIsCertainlyNotMade() throws Exception {
        assumeThat(wallet.findsLostPayments()).isTrue();
        start();
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        fixture.advance(fixture.backend().absence().plusSeconds(1));
        assertThat(fixture.lookup(request)).isEmpty();
        assertThat(fixture.payPrepared(request)).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(wallet.node().made()).isZero();
    }

    private void lostAnswer(Mood mood) throws Exception {
        start();
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
