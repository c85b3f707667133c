package org.eltor.wallet.phoenixd.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eltor.testkit.SettableClock;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.Test;

class OfferQueueTest {
    private final SteppedExecutor executor = new SteppedExecutor(new SettableClock());
    private final OfferQueue queue = new OfferQueue(Duration.ofSeconds(1), Duration.ofSeconds(15), executor);
    private final List<CompletableFuture<String>> started = new ArrayList<>();
    private Supplier<Optional<String>> obstacle = Optional::empty;

    @Test
    void paysOneAfterTheOtherWithAGap() {
        submit(3);
        assertThat(started).hasSize(1);
        started.get(0).complete("paid");
        executor.advance(Duration.ofMillis(999));
        assertThat(started).hasSize(1);
        executor.advance(Duration.ofMillis(1));
        assertThat(started).hasSize(2);
        executor.advance(Duration.ofSeconds(5));
        assertThat(started).hasSize(2);
        started.get(1).completeExceptionally(new IllegalStateException());
        assertThat(started).hasSize(3);
    }

    @Test
    void oneThatHangsDoesNotHoldTheOthersUpForEver() {
        submit(2);
        executor.advance(Duration.ofSeconds(15));
        assertThat(started).hasSize(2);
        started.get(0).complete("late");
        executor.advance(Duration.ofSeconds(20));
        submit(1);
        assertThat(started).hasSize(3);
    }

    @Test
    void whatIsNotWantedAnyMoreIsPassedOverWithoutAGap() {
        submit(1);
        obstacle = () -> Optional.of("too late");
        CompletableFuture<String> late =
                queue.submit(obstacle, CompletableFuture::new).toCompletableFuture();
        obstacle = Optional::empty;
        submit(1);
        assertThat(late).isNotDone();
        executor.advance(Duration.ofSeconds(15));
        assertThat(late).isCompletedWithValue("too late");
        assertThat(started).hasSize(2);
    }

    @Test
    void whatIsGivenUpIsAnsweredBeforeItsTurn() {
        submit(1);
        AtomicReference<Optional<String>> given = new AtomicReference<>(Optional.empty());
        CompletableFuture<String> first =
                queue.submit(given::get, CompletableFuture::new).toCompletableFuture();
        submit(1);
        given.set(Optional.of("given up"));
        queue.passOver();
        assertThat(first).isCompletedWithValue("given up");
        assertThat(started).hasSize(1);
        executor.advance(Duration.ofSeconds(15));
        assertThat(started).hasSize(2);
    }

    private void submit(int count) {
        for (int i = 0; i < count; i++) {
            queue.submit(obstacle, () -> {
                CompletableFuture<String> payment = new CompletableFuture<>();
                started.add(payment);
                return payment;
            });
        }
    }
}
