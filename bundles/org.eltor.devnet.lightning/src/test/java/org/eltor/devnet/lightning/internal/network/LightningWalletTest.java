package org.eltor.devnet.lightning.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eltor.devnet.lightning.internal.network.Payments.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.devnet.lightning.internal.ldk.LdkBrokenException;
import org.eltor.devnet.lightning.internal.node.LightningNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wallet whose node breaks before it has heard of a payment. */
class LightningWalletTest {
    private final PaymentRequest request =
            Payments.request(new Payee(PayeeKind.BOLT12_OFFER, "lno1nobodysoffer"), 1000);
    private final AtomicInteger asked = new AtomicInteger();
    /** Nothing waits. */
    private final ScheduledThreadPoolExecutor answers = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return super.schedule(task, 0, unit);
        }
    };

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        answers.shutdownNow();
    }

    @Test
    void asksANodeAgainThatBrokeBeforeItWasGivenThePayment() throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        try (LightningWallet wallet = wallet(() -> {
            twice.countDown();
            return twice.getCount() > 0
                    ? CompletableFuture.failedFuture(new LdkBrokenException("no memory"))
                    : new CompletableFuture<>();
        })) {
            CompletableFuture<PaymentResult> answer = wallet.pay(request).toCompletableFuture();

            assertThat(twice.await(Payments.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(answer).isNotDone();
        }
    }

    @Test
    void saysThatAPaymentFailedWhoseNodeStaysAway() throws Exception {
        try (LightningWallet wallet =
                wallet(() -> CompletableFuture.failedFuture(new IOException("node payer is not open")))) {
            PaymentResult result = await(wallet.pay(request));

            assertThat(result).isEqualTo(new PaymentResult.Failed("the wallet's node is not connected"));
            assertThat(await(wallet.lookup(request))).contains(result);
            assertThat(asked).hasValue(100);
        }
    }

    private LightningWallet wallet(Supplier<CompletableFuture<?>> node) throws IOException {
        NetworkSettings settings =
                new NetworkSettings("regtest", 1, 100_000, 10, 1000, Duration.ofSeconds(10), Optional.empty());
        LightningWallet.PayerNode payer = new LightningWallet.PayerNode() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> CompletableFuture<T> ask(Function<LightningNode, T> work) {
                asked.incrementAndGet();
                return (CompletableFuture<T>) node.get();
            }
        };
        return new LightningWallet(settings, folder.resolve("payments"), payer, Clock.systemUTC(), answers);
    }
}
