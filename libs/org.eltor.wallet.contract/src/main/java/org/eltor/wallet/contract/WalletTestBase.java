package org.eltor.wallet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletException;
import org.eltor.testkit.SettableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A wallet and its server, fresh for each test, and the search of the log for what must not be there. */
abstract class WalletTestBase extends PaymentContractTest {
    private static LogCapture log;
    private static Set<String> confidential;

    WalletDouble wallet;
    WalletFixture fixture;

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

    @Override
    protected final void open() {
        start();
    }

    @Override
    protected final void openImpatient() {
        startImpatient();
    }

    @Override
    protected final Wallet wallet() {
        return fixture.wallet();
    }

    @Override
    protected final PaymentRequest request(long msat, long maxFeeMsat) {
        return fixture.request(msat, maxFeeMsat);
    }

    @Override
    protected final PaymentRequest unaffordable() {
        wallet.mood(Mood.IS_POOR);
        return payable(DUE);
    }

    @Override
    protected final void payees(Conduct conduct) {
        wallet.mood(
                switch (conduct) {
                    case TAKE -> Mood.SETTLES;
                    case REFUSE -> Mood.FAILS;
                    case HOLD -> Mood.PENDS;
                });
    }

    @Override
    protected final void takeHeld() {
        wallet.node().settleAll();
    }

    @Override
    protected final void refuseHeld() {
        wallet.node().payments().forEach(wallet.node()::fail);
    }

    @Override
    protected final List<Long> arrived(PaymentRequest request) {
        return wallet.node().payments().stream()
                .filter(payment -> payment.state() == FakePayment.State.SETTLED)
                .filter(payment -> isFor(payment, request))
                .map(FakePayment::msat)
                .toList();
    }

    @Override
    protected final void restart() {
        fixture.restart();
    }

    @Override
    protected final void outwaitAbsence() {
        fixture.outwaitAbsence();
    }

    @Override
    protected final boolean findsLostPayments() {
        return wallet.findsLostPayments();
    }

    @Override
    protected final boolean keepsFeeLimit() {
        return wallet.keepsFeeLimit();
    }

    @Override
    protected final boolean provesPayments() {
        return wallet.provesPayments();
    }

    @Override
    protected final PaymentRequest prepared(PaymentRequest request) {
        try {
            return fixture.prepared(request);
        } catch (WalletException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected final PaymentResult payPrepared(PaymentRequest request) {
        return fixture.payPrepared(request);
    }

    @Override
    protected final Optional<PaymentResult> lookup(PaymentRequest request) {
        return fixture.lookup(request);
    }

    /** An invoice that the server fetched for an offer is known by its note. */
    private static boolean isFor(FakePayment payment, PaymentRequest request) {
        return payment.what().equals(request.payee().value())
                || payment.note().equals(Optional.of(request.note().text()));
    }

    final void start() {
        assertThat(fixture.start(WalletDouble.Access.GOOD)).isEmpty();
    }

    /** For tests in which the answer does not come. */
    final void startImpatient() {
        wallet.node().makeImpatient();
        start();
    }

    final FakePayment onlyPayment() {
        assertThat(wallet.node().payments()).hasSize(1);
        return wallet.node().payments().get(0);
    }

    static void assertOpen(PaymentResult result) {
        assertThat(result).isInstanceOfAny(PaymentResult.Pending.class, PaymentResult.Unknown.class);
    }
}
