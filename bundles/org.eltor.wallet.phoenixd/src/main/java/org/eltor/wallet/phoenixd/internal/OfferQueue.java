package org.eltor.wallet.phoenixd.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;

/**
 * Pays offers one after the other, with a gap between: phoenixd shows neither offer nor note of what it paid, so that
 * time and amount must tell payments apart. One that hangs holds the next up only for a while, since relays wait too.
 */
final class OfferQueue {
    private final Duration gap;
    private final Duration patience;
    private final ScheduledExecutorService executor;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    OfferQueue(Duration gap, Duration patience, ScheduledExecutorService executor) {
        this.gap = gap;
        this.patience = patience;
        this.executor = executor;
    }

    <T> CompletionStage<T> submit(Supplier<CompletionStage<T>> payment) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable start = () -> start(payment, result);
        synchronized (waiting) {
            if (busy) {
                waiting.add(start);
                return result;
            }
            busy = true;
        }
        start.run();
        return result;
    }

    private <T> void start(Supplier<CompletionStage<T>> payment, CompletableFuture<T> result) {
        Turn turn = new Turn();
        turn.after(patience, turn::answered);
        turn.after(gap, turn::aged);
        CompletionStage<T> stage;
        try {
            stage = payment.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        stage.whenComplete((value, failure) -> {
            turn.answered();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void next() {
        Runnable start;
        synchronized (waiting) {
            start = waiting.poll();
            busy = start != null;
        }
        if (start != null) {
            start.run();
        }
    }

    /** One payment's turn: over when it was answered, or has been waited for long enough, and the gap has passed. */
    private final class Turn {
        private boolean answered;
        private boolean aged;
        private boolean over;

        void answered() {
            end(true, false);
        }

        void aged() {
            end(false, true);
        }

        void after(Duration delay, Runnable task) {
            try {
                executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                throw new CallException(Kind.NOT_SENT, "is being stopped");
            }
        }

        private void end(boolean isAnswered, boolean isAged) {
            synchronized (this) {
                answered |= isAnswered;
                aged |= isAged;
                if (over || !answered || !aged) {
                    return;
                }
                over = true;
            }
            next();
        }
    }
}
