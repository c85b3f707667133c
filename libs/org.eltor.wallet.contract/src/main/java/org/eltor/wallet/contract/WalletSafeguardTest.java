package org.eltor.wallet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.junit.jupiter.api.Test;

/** What every wallet refuses, names and limits. A part of {@link WalletContractTest}. */
abstract class WalletSafeguardTest extends WalletTestBase {
    @Test
    void saysItsBalance() {
        start();
        assertThat(WalletFixture.await(fixture.wallet().balance())).isEqualTo(MilliSatoshi.of(100_000_000));
    }

    /** In whatever log they were to turn up. */
    @Test
    void itsSecretsAreThoseThatTheBuildLooksFor() {
        assertThat(wallet.secrets())
                .isNotEmpty()
                .allMatch(secret -> secret.matches("[0-9a-f]{64}")
                        || secret.toLowerCase(Locale.ROOT).contains(WalletDouble.PLANTED));
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
    void stoppingAnswersWhatIsOpen() throws Exception {
        start();
        wallet.mood(Mood.PENDS);
        PaymentRequest request = fixture.prepared(fixture.request(DUE));
        CompletableFuture<PaymentResult> answer = fixture.wallet().pay(request).toCompletableFuture();
        fixture.close();
        assertOpen(WalletFixture.await(answer));
    }
}
