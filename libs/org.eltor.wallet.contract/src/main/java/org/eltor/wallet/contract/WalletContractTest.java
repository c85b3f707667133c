package org.eltor.wallet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.testkit.SettableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** How every wallet treats money. Extended once for each kind of payee that a wallet can pay. */
public abstract class WalletContractTest {
    private static final long DUE = 1_000;

    private static LogCapture log;
    private static Set<String> confidential;

    private WalletDouble wallet;
    private WalletFixture fixture;

    /** A fresh double, with all chance from {@code seed}. */
    protected abstract WalletDouble open(long seed, Clock clock);

    @BeforeAll
    static void capture() {
        log = new LogCapture();
        confidential = new HashSet<>();
    }

    /** The last test of all: what the others did was logged down to trace, and gives nothing away. */
    @AfterAll
    static void nothingConfidentialIsInTheLog() {
        log.close();
        assertThat(confidential).isNotEmpty();
        assertThat(confidential).allSatisfy(secret -> assertThat(log.text()).doesNotContain(secret));
    }

    @BeforeEach
    final void openWallet(@TempDir Path folder, TestInfo test) {
        SettableClock clock = new SettableClock(Instant.now());
        wallet = open(test.getDisplayName().hashCode(), clock);
        fixture = new WalletFixture(wallet, clock, folder.resolve("wallet.journal"));
    }

    @AfterEach
    final void closeWallet() {
        fixture.close();
        confidential.addAll(fixture.confidential());
        assertThat(fixture.printed()).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
        for (String secret : fixture.confidential()) {
            assertThat(fixture.printed()).allSatisfy(line -> assertThat(line).doesNotContain(secret));
        }
        wallet.close();
    }

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
    void saysItsBalance() {
        start();
        assertThat(WalletFixture.await(fixture.wallet().balance())).isEqualTo(MilliSatoshi.of(100_000_000));
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
    void tooLowABalanceIsRefusedBeforeAnyAttempt() {
        start();
        wallet.mood(Mood.IS_POOR);
        assertThat(fixture.pay(fixture.request(DUE))).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(wallet.node().made()).isZero();
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
    void keepsTheFeeLimit() {
        start();
        assumeThat(wallet.keepsFeeLimit()).isTrue();
        long fee = wallet.fee(MilliSatoshi.of(DUE)).msat();
        PaymentResult dear = fixture.pay(fixture.request(DUE, fee - 1));
        assertThat(dear).isInstanceOfAny(PaymentResult.Failed.class, PaymentResult.Rejected.class);
        assertThat(wallet.node().made()).isZero();
        assertThat(fixture.pay(fixture.request(DUE, fee))).isInstanceOf(PaymentResult.Settled.class);
    }

    @Test
    void wrongCredentialsAreNamed() {
        Optional<String> problem = fixture.start(WalletDouble.Access.WRONG_SECRET);
        assertThat(problem).isPresent();
        PaymentResult result = fixture.pay(fixture.request(DUE));
        assertThat(result).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(((PaymentResult.Rejected) result).reason()).startsWith("wallet " + WalletFixture.NAME + ": ");
        assertThat(wallet.node().made()).isZero();
    }

    @Test
    void credentialsRefusedLaterAreReported() {
        start();
        wallet.mood(Mood.REFUSES);
        assertThat(fixture.pay(fixture.request(DUE))).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(fixture.refusals()).isNotEmpty();
    }

    @Test
    void anotherCertificateIsRefusedBeforeAnythingIsSaid() {
        assumeThat(wallet.speaksTls()).isTrue();
        assertThat(fixture.start(WalletDouble.Access.WRONG_PIN))
                .get()
                .asString()
                .contains("certificate");
        assertThat(fixture.pay(fixture.request(DUE))).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(wallet.node().made()).isZero();
    }

    @Test
    void aCertificateFromAFileIsTrusted() {
        assumeThat(wallet.speaksTls()).isTrue();
        assertThat(fixture.start(WalletDouble.Access.CERTIFICATE_FILE)).isEmpty();
        assertThat(fixture.pay(fixture.request(DUE))).isInstanceOf(PaymentResult.Settled.class);
    }

    @Test
    void aTrustedCertificateWithAnotherNameIsRefused() {
        assumeThat(wallet.speaksTls()).isTrue();
        assertThat(fixture.start(WalletDouble.Access.TRUST_STORE))
                .get()
                .asString()
                .contains("certificate");
    }

    @Test
    void nobodyThereMeansThatNothingLeft() {
        assertThat(fixture.start(WalletDouble.Access.NOBODY)).isPresent();
        assertThat(fixture.pay(fixture.request(DUE))).isInstanceOf(PaymentResult.Failed.class);
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
    void anotherNetworkIsRefused() {
        start();
        MilliSatoshi due = MilliSatoshi.of(DUE);
        PaymentRequest request =
                fixture.request(wallet.payeeOn(org.eltor.wallet.support.codec.Chain.REGTEST, due), DUE, 100_000);
        assertThat(fixture.pay(request))
                .isInstanceOfSatisfying(
                        PaymentResult.Rejected.class,
                        refused -> assertThat(refused.reason())
                                .startsWith("wallet " + WalletFixture.NAME + ": ")
                                .contains("mainnet"));
        assertThat(wallet.node().made()).isZero();
    }

    @Test
    void whatHasExpiredIsRefused() {
        start();
        PaymentRequest request = fixture.request(wallet.expiredPayee(MilliSatoshi.of(DUE)), DUE, 100_000);
        assertThat(fixture.pay(request))
                .isInstanceOfSatisfying(
                        PaymentResult.Rejected.class,
                        refused -> assertThat(refused.reason()).contains("expired"));
        assertThat(wallet.node().made()).isZero();
    }

    @Test
    void aPayeeThatAsksForMoreThanIsDueIsRefused() {
        start();
        PaymentRequest greedy = fixture.request(wallet.payee(MilliSatoshi.of(5_000)), DUE, 100_000);
        assumeThat(greedy.payee().kind()).isEqualTo(org.eltor.api.lightning.PayeeKind.BOLT11_INVOICE);
        assertThat(fixture.pay(greedy)).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(wallet.node().made()).isZero();
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

    @Test
    void stoppingAnswersWhatIsOpen() throws Exception {
        start();
        wallet.mood(Mood.PENDS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        CompletableFuture<PaymentResult> answer = fixture.wallet().pay(request).toCompletableFuture();
        fixture.close();
        assertOpen(WalletFixture.await(answer));
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

    private void start() {
        assertThat(fixture.start(WalletDouble.Access.GOOD)).isEmpty();
    }

    private FakePayment onlyPayment() {
        assertThat(wallet.node().payments()).hasSize(1);
        return wallet.node().payments().get(0);
    }

    private static void assertOpen(PaymentResult result) {
        assertThat(result).isInstanceOfAny(PaymentResult.Pending.class, PaymentResult.Unknown.class);
    }
}
