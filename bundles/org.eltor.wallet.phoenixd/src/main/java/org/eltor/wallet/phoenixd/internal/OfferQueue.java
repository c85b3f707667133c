package org.eltor.wallet.phoenixd.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;

/**
 * Pays offers one after the other, with a gap between: phoenixd shows neither offer nor note of what it paid, so that
 * time and amount must tell payments apart. One that hangs holds the next up only for a while, since relays wait too.
 * One that is not wanted any more when its turn comes is passed over.
 */
final class OfferQueue {
    private final Duration gap;
    private final Duration patience;
    private final ScheduledExecutorService executor;
    private final Deque<Place<?>> waiting = new ArrayDeque<>();
    private boolean busy;

    OfferQueue(Duration gap, Duration patience, ScheduledExecutorService executor) {
        this.gap = gap;
        this.patience = patience;
        this.executor = executor;
    }

    /** @param obstacle asked as long as the payment waits: what is answered instead of paying; empty for none */
    <T> CompletionStage<T> submit(Supplier<Optional<T>> obstacle, Supplier<CompletionStage<T>> payment) {
        Place<T> place = new Place<>(obstacle, payment, new CompletableFuture<>());
        synchronized (waiting) {
            waiting.add(place);
            if (busy) {
                return place.result();
            }
            busy = true;
        }
        next();
        return place.result();
    }

    /** Answers those who wait and have an obstacle, before it is their turn. */
    void passOver() {
        List<Runnable> answers = new ArrayList<>();
        synchronized (waiting) {
            waiting.removeIf(place -> place.isPassedOver(answers::add));
        }
        answers.forEach(Runnable::run);
    }

    private <T> void start(Place<T> place) {
        Turn turn = new Turn();
        turn.after(patience, turn::answered);
        turn.after(gap, turn::aged);
        CompletionStage<T> stage;
        try {
            stage = place.payment().get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        stage.whenComplete((value, failure) -> {
            turn.answered();
            if (failure == null) {
                place.result().complete(value);
            } else {
                place.result().completeExceptionally(failure);
            }
        });
    }

    private void next() {
        Place<?> place;
        do {
            synchronized (waiting) {
                place = waiting.poll();
                busy = place != null;
            }
        } while (place != null && place.isPassedOver(Runnable::run));
        if (place != null) {
            start(place);
        }
    }

    /** A payment that waits. */
    private record Place<T>(
            Supplier<Optional<T>> obstacle, Supplier<CompletionStage<T>> payment, CompletableFuture<T> result) {
        /** @param answers is given what tells the obstacle, if there is one */
        boolean isPassedOver(Consumer<Runnable> answers) {
            Optional<T> instead = obstacle.get();
            instead.ifPresent(value -> answers.accept(() -> result.complete(value)));
            return instead.isPresent();
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
