package org.eltor.devnet.lightning.internal.network;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;

/** Starts networks for tests, whose LDK time stands still, and makes payments on them. */
final class Payments {
    /** Most that is waited for; a machine may be busy with much else. */
    static final long LIMIT_SECONDS = 120;

    private static final Duration NEVER = Duration.ofMinutes(1);

    private Payments() {}

    static LightningNetwork network(Optional<Path> storage) throws IOException, InterruptedException {
        NetworkSettings settings = new NetworkSettings("regtest", 7, 1_000_000, 10, 1000, NEVER, storage);
        LightningNetwork network = LightningNetwork.open(settings, Clock.systemUTC(), problem -> {
            throw new AssertionError(problem);
        });
        try {
            network.start();
            return network;
        } catch (IOException e) {
            network.close();
            throw e;
        }
    }

    static PaymentRequest request(Payee payee, long msat) {
        return request(payee, msat, 1000);
    }

    static PaymentRequest request(Payee payee, long msat, long maxFee) {
        UUID key = UUID.randomUUID();
        String note = key.toString().replace("-", "").repeat(2);
        return new PaymentRequest(
                key, payee, MilliSatoshi.of(msat), MilliSatoshi.of(maxFee), new PayerNote(note), Instant.now());
    }

    static PaymentResult pay(LightningNetwork network, PaymentRequest request) {
        return await(network.wallet().pay(request));
    }

    static Optional<PaymentResult> lookup(LightningNetwork network, PaymentRequest request) {
        return await(network.wallet().lookup(request));
    }

    /** What {@code payee} received for exactly this request. */
    static List<IncomingPayment> received(LightningNetwork network, PaymentRequest request) {
        return network.receiver().received(request.payee()).stream()
                .filter(payment -> payment.note().equals(request.note()))
                .toList();
    }

    /** Waits, and lets LDK's time go on after a while: an invoice that was lost is given up by ticks alone. */
    static PaymentResult awaitTicking(LightningNetwork network, CompletableFuture<PaymentResult> answer)
            throws InterruptedException {
        for (int second = 1; second <= LIMIT_SECONDS && !answer.isDone(); second++) {
            for (int i = 0; i < 100 && !answer.isDone(); i++) {
                Thread.sleep(10);
            }
            if (second >= 4) {
                network.tick();
            }
        }
        return await(answer);
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
