package org.eltor.payment.internal.pay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.PaymentException;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.ledger.LedgerQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tools that payments share. All state of payments belongs to the loop, one thread; whatever comes from elsewhere
 * is handed to it.
 *
 * @param loop a single thread
 * @param clock the time
 * @param random ids, keys and jitter; a cryptographic one outside of tests
 * @param ledger the ledger
 * @param wallets the wallets that are present now, preferred first; asked at every use
 * @param limits the limits of this moment
 * @param rules how payments are made
 */
public record Bench(
        ScheduledExecutorService loop,
        Clock clock,
        RandomGenerator random,
        LedgerQueue ledger,
        Supplier<List<Wallet>> wallets,
        Supplier<Limits> limits,
        PaymentRules rules) {
    static final String STOPS = "the payment service stops";

    private static final Duration LEDGER_PAUSE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);

    /** Now, as exact as the ledger keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Runs a task on the loop.
     *
     * @return false when the loop has ended
     */
    boolean run(Runnable task) {
        try {
            loop.execute(guarded(task));
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("The payment service is stopping");
            return false;
        }
    }

    /** Runs a task on the loop later. */
    void after(Duration delay, Runnable task) {
        try {
            loop.schedule(guarded(task), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The payment service is stopping");
        }
    }

    /** Tells the loop how a stage ended; exactly one of the arguments is null, or both for a stage of Void. */
    <T> void then(CompletionStage<T> stage, BiConsumer<T, Throwable> next) {
        stage.whenComplete((value, failure) -> run(() -> next.accept(value, failure)));
    }

    /** A stage that a task on the loop completes. */
    <T> CompletionStage<T> onLoop(Consumer<CompletableFuture<T>> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (!run(() -> task.accept(result))) {
            result.completeExceptionally(new PaymentException(STOPS));
        }
        return result.copy();
    }

    /**
     * Has something written, again and again while the ledger is out of order, and tells the loop once it is durable.
     * The work may be done twice, where its first commit was not confirmed.
     */
    <T> void insist(LedgerQueue.Work<T> work, Consumer<T> written) {
        then(ledger.submit(work), (value, failure) -> {
            if (failure == null) {
                written.accept(value);
            } else {
                after(LEDGER_PAUSE, () -> insist(work, written));
            }
        });
    }

    /** What the ledger answers, told on the loop, with failures that callers outside may see. */
    <T> CompletionStage<T> told(CompletionStage<T> stage) {
        return onLoop(result -> then(stage, (value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(explain(failure));
            }
        }));
    }

    static PaymentException explain(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new PaymentException(cause.getMessage(), cause);
    }

    /** Whether another node may take this one for dead before a wallet has heard of what was begun then. */
    boolean isOutOfLease(Instant begunAt) {
        Duration lease = ledger.lease();
        return !lease.isZero() && begunAt.plus(lease).isBefore(now());
    }

    /** The first wallet of this name that is present. */
    Optional<Wallet> wallet(String name) {
        return wallets.get().stream()
                .filter(wallet -> wallet.name().equals(name))
                .findFirst();
    }

    /** A random UUID (version 4) from the injected source. */
    UUID uuid() {
        long most = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
        long least = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    /** Doubles from {@code first} with each round up to {@code last}, and varies by a quarter. */
    Duration backOff(Duration first, Duration last, int round) {
        long millis = Math.min(first.toMillis() << Math.min(round, 20), last.toMillis());
        return Duration.ofMillis((long) (millis * (0.75 + random.nextDouble() / 2)));
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("Bug: a step of a payment failed", e);
            }
        };
    }
}
