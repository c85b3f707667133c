package org.eltor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SteppedExecutorTest {
    private final SteppedExecutor executor = new SteppedExecutor();
    private final List<String> log = new ArrayList<>();

    private Runnable note(String text) {
        return () ->
                log.add(Duration.between(SettableClock.START, executor.clock().instant())
                                .toMillis()
                        + " " + text);
    }

    @Test
    void runsInOrderOfTimeAndThenOfSubmission() {
        executor.schedule(note("late"), 20, TimeUnit.MILLISECONDS);
        executor.schedule(note("first"), 10, TimeUnit.MILLISECONDS);
        executor.schedule(note("second"), 10, TimeUnit.MILLISECONDS);
        executor.execute(note("now"));

        assertThat(log).isEmpty();
        executor.advance(Duration.ofMillis(15));
        assertThat(log).containsExactly("0 now", "10 first", "10 second");
        assertThat(executor.clock().instant()).isEqualTo(SettableClock.START.plusMillis(15));
        executor.advance(Duration.ofMillis(15));
        assertThat(log).last().isEqualTo("20 late");
    }

    @Test
    void runsWhatTasksSubmitWithinTheSameStep() {
        executor.schedule(
                () -> {
                    note("outer").run();
                    executor.schedule(note("inner"), 5, TimeUnit.MILLISECONDS);
                    executor.execute(note("at once"));
                },
                5,
                TimeUnit.MILLISECONDS);

        executor.advance(Duration.ofMillis(10));

        assertThat(log).containsExactly("5 outer", "5 at once", "10 inner");
    }

    @Test
    void idleRunsLeaveTheTimeAlone() {
        executor.execute(() -> executor.execute(note("nested")));
        executor.schedule(note("later"), 1, TimeUnit.MILLISECONDS);

        executor.runUntilIdle();

        assertThat(log).containsExactly("0 nested");
        assertThat(executor.waiting()).isEqualTo(1);
        assertThat(executor.nextDue()).contains(SettableClock.START.plusMillis(1));
    }

    @Test
    void runsUntilAConditionHoldsOrTheTimeIsOver() {
        executor.scheduleAtFixedRate(note("tick"), 1, 1, TimeUnit.SECONDS);

        assertThat(executor.runUntil(() -> log.size() == 3, Duration.ofMinutes(1)))
                .isTrue();
        assertThat(executor.clock().instant()).isEqualTo(SettableClock.START.plusSeconds(3));
        assertThat(executor.runUntil(() -> false, Duration.ofMinutes(1))).isFalse();
        assertThat(executor.clock().instant()).isEqualTo(SettableClock.START.plusSeconds(63));
    }

    @Test
    void repeatsAtAFixedRateAndWithAFixedDelay() {
        executor.scheduleAtFixedRate(note("rate"), 0, 10, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> delayed = executor.scheduleWithFixedDelay(note("delay"), 5, 10, TimeUnit.MILLISECONDS);

        executor.advance(Duration.ofMillis(16));
        assertThat(log).containsExactly("0 rate", "5 delay", "10 rate", "15 delay");

        delayed.cancel(false);
        executor.advance(Duration.ofMillis(10));
        assertThat(log).last().isEqualTo("20 rate");
    }

    @Test
    void skipsWhatWasCancelled() {
        ScheduledFuture<?> cancelled = executor.schedule(note("never"), 1, TimeUnit.SECONDS);

        assertThat(cancelled.cancel(true)).isTrue();
        assertThat(cancelled.isCancelled()).isTrue();
        assertThat(executor.waiting()).isZero();
        executor.advance(Duration.ofSeconds(2));

        assertThat(log).isEmpty();
    }

    @Test
    void givesResultsAndFailuresToTheFutures() throws Exception {
        Callable<Integer> answer = () -> 42;
        Callable<Integer> question = () -> {
            throw new IOException("none");
        };
        Future<Integer> good = executor.submit(answer);
        Future<Integer> bad = executor.schedule(question, 1, TimeUnit.SECONDS);

        executor.advance(Duration.ofSeconds(1));

        assertThat(good.get()).isEqualTo(42);
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("none");
        assertThat(executor.failures()).hasSize(1);
    }

    @Test
    void throwsWhatNobodyElseWouldSee() {
        executor.execute(() -> {
            throw new IllegalStateException("bug");
        });
        executor.execute(note("still there"));

        assertThatThrownBy(executor::runUntilIdle).hasMessage("bug");
        executor.runUntilIdle();
        assertThat(log).containsExactly("0 still there");
    }

    @Test
    void endsARepetitionThatThrows() {
        executor.scheduleAtFixedRate(
                () -> {
                    throw new IllegalStateException("bug");
                },
                1,
                1,
                TimeUnit.SECONDS);

        executor.advance(Duration.ofSeconds(5));

        assertThat(executor.failures()).hasSize(1);
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void refusesWorkAfterShutdownButKeepsWhatWasPromised() {
        executor.schedule(note("promised"), 1, TimeUnit.SECONDS);
        executor.scheduleAtFixedRate(note("periodic"), 1, 1, TimeUnit.SECONDS);

        executor.shutdown();

        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.isTerminated()).isFalse();
        assertThatThrownBy(() -> executor.execute(note("late"))).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> executor.submit(note("late"))).isInstanceOf(RejectedExecutionException.class);
        executor.advance(Duration.ofSeconds(3));
        assertThat(log).containsExactly("1000 promised");
        assertThat(executor.isTerminated()).isTrue();
    }

    @Test
    void dropsEverythingOnShutdownNow() {
        executor.schedule(note("never"), 1, TimeUnit.SECONDS);

        assertThat(executor.shutdownNow()).hasSize(1);

        assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        executor.advance(Duration.ofSeconds(3));
        assertThat(log).isEmpty();
    }

    @Test
    void stopsARepetitionThatShutsTheExecutorDown() {
        executor.scheduleAtFixedRate(executor::shutdown, 1, 1, TimeUnit.SECONDS);

        executor.advance(Duration.ofSeconds(5));

        assertThat(executor.isTerminated()).isTrue();
    }

    @Test
    void doesNotLetATaskMoveTheTime() {
        executor.execute(() -> executor.advance(Duration.ofSeconds(1)));

        assertThatThrownBy(executor::runUntilIdle).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesTasksFromOtherThreads() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(
                    () -> {
                        for (int n = 0; n < 250; n++) {
                            executor.execute(note("task"));
                        }
                    },
                    "testkit-submitter-" + i);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        executor.runUntilIdle();

        assertThat(log).hasSize(1000);
    }

    @Test
    void neverIsNotAnOverflow() {
        executor.schedule(note("never"), Long.MAX_VALUE, TimeUnit.DAYS);

        executor.advance(Duration.ofDays(365));

        assertThat(log).isEmpty();
    }

    @Test
    void theClockMovesAsToldAndInEveryZone() {
        SettableClock clock = new SettableClock();
        assertThat(clock.instant()).isEqualTo(SettableClock.START);
        clock.advance(Duration.ofSeconds(5));
        assertThat(clock.withZone(ZoneId.of("Asia/Tokyo")).instant()).isEqualTo(SettableClock.START.plusSeconds(5));
        clock.set(SettableClock.START);
        assertThat(clock.millis()).isEqualTo(SettableClock.START.toEpochMilli());
    }
}
