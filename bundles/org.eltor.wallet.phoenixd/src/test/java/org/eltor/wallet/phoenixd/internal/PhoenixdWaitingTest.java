package org.eltor.wallet.phoenixd.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.testkit.SettableClock;
import org.eltor.wallet.contract.Mood;
import org.eltor.wallet.contract.WalletDouble.Access;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.GuardedWallet;
import org.eltor.wallet.support.Redaction;
import org.eltor.wallet.support.WalletThreads;
import org.eltor.wallet.support.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offers that wait behind a payment without an answer. */
class PhoenixdWaitingTest {
    private static final MilliSatoshi DUE = MilliSatoshi.of(1_000);

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.now());
    private final PhoenixdDouble phoenixd = new PhoenixdDouble(true, 11, clock);
    private final ScheduledThreadPoolExecutor threads = WalletThreads.pool("waiting", 2);
    private Path journal;
    private Backend backend;
    private GuardedWallet wallet;

    /** A payment has hold of the wallet until its patience is over, and nobody has an answer. */
    @BeforeEach
    void hang() throws Exception {
        journal = folder.resolve("journal");
        backend = phoenixd.open(Access.GOOD, new Workbench(threads, clock, reason -> {}, journal));
        wallet = new GuardedWallet("phoenixd", backend, Redaction.plain(), clock);
        await(wallet.check().toCompletableFuture());
        phoenixd.mood(Mood.SLEEPS);
        wallet.pay(request());
        until(() -> phoenixd.server().calls().contains("POST /payoffer"));
    }

    @AfterEach
    void close() {
        wallet.close();
        backend.close();
        threads.shutdownNow();
        phoenixd.close();
    }

    @Test
    void whatWaitedBeyondItsTimeIsNotSent() throws Exception {
        PaymentRequest late = request().sentBefore(clock.instant().plusSeconds(10));
        PaymentRequest inTime = request().sentBefore(clock.instant().plusSeconds(60));
        CompletableFuture<PaymentResult> first = wallet.pay(late).toCompletableFuture();
        CompletableFuture<PaymentResult> second = wallet.pay(inTime).toCompletableFuture();
        phoenixd.mood(Mood.SETTLES);
        clock.advance(Duration.ofSeconds(10));

        assertThat(await(first))
                .isInstanceOfSatisfying(
                        PaymentResult.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("sent nothing: the time for this payment is over"));
        assertThat(await(second)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(phoenixd.node().payments()).hasSize(1);
        assertThat(journal)
                .content()
                .contains(inTime.key().toString())
                .doesNotContain(late.key().toString());
        assertThat(await(wallet.lookup(late).toCompletableFuture())).get().isInstanceOf(PaymentResult.Failed.class);
    }

    @Test
    void whatIsGivenUpWhileItWaitsIsNotSent() throws Exception {
        PaymentRequest request = request();
        CompletableFuture<PaymentResult> answer = wallet.pay(request).toCompletableFuture();
        phoenixd.mood(Mood.SETTLES);
        wallet.cancel(request.key());

        assertThat(answer).as("at once").isDone();
        assertThat(answer.get())
                .isInstanceOfSatisfying(
                        PaymentResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("sent nothing: the payment was given up"));
        PaymentRequest next = request();
        assertThat(await(wallet.pay(next).toCompletableFuture())).isInstanceOf(PaymentResult.Settled.class);
        assertThat(phoenixd.node().payments()).hasSize(1);
    }

    @Test
    void whatWasSentIsNotGivenUp() throws Exception {
        PaymentRequest sent = request();
        phoenixd.mood(Mood.PENDS);
        CompletableFuture<PaymentResult> answer = wallet.pay(sent).toCompletableFuture();
        until(() -> !phoenixd.node().payments().isEmpty());
        wallet.cancel(sent.key());
        assertThat(answer).isNotDone();
        assertThat(await(wallet.lookup(sent).toCompletableFuture())).get().isNotInstanceOf(PaymentResult.Failed.class);
    }

    private PaymentRequest request() {
        PayerNote note = new PayerNote(phoenixd.node().freshHex());
        return new PaymentRequest(
                phoenixd.node().freshId(), phoenixd.payee(DUE), DUE, MilliSatoshi.of(10_000), note, clock.instant());
    }

    private static void until(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(10);
        }
    }

    private static <T> T await(CompletableFuture<T> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }
}
