package org.eltor.wallet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.testkit.SettableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A wallet under test, fresh for each test, and the search of the log for what must not be there. */
abstract class WalletTestBase {
    static final long DUE = 1_000;

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

    final void start() {
        assertThat(fixture.start(WalletDouble.Access.GOOD)).isEmpty();
    }

    final FakePayment onlyPayment() {
        assertThat(wallet.node().payments()).hasSize(1);
        return wallet.node().payments().get(0);
    }

    static void assertOpen(PaymentResult result) {
        assertThat(result).isInstanceOfAny(PaymentResult.Pending.class, PaymentResult.Unknown.class);
    }
}
