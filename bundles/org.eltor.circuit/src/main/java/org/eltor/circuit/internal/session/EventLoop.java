package org.eltor.circuit.internal.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the manager's state. Everything else reaches the state as a task of this loop, and no task
 * blocks. After the executor's shutdown tasks are dropped silently.
 */
public final class EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private final ScheduledExecutorService executor;
    private final Clock clock;
    private volatile Runnable afterEach = () -> {};

    /**
     * @param executor single-threaded; owned by the caller
     * @param clock tells the time that the executor's delays elapse in
     */
    public EventLoop(ScheduledExecutorService executor, Clock clock) {
        this.executor = executor;
        this.clock = clock;
    }

    /** Sets what follows every task, on the loop: bringing snapshots up to date. */
    void afterEach(Runnable task) {
        afterEach = task;
    }

    Instant now() {
        return clock.instant();
    }

    /** Runs a task after those already waiting. Any thread. */
    public void execute(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("The loop has ended; a task was dropped");
        }
    }

    /** Runs a task later; a delay that is not positive means as soon as possible. */
    Timer schedule(Duration delay, Runnable task) {
        try {
            long nanos = Math.max(0, delay.toNanos());
            Future<?> future = executor.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("The loop has ended; a timer was dropped");
            return () -> {};
        }
    }

    /** Continues on the loop when a stage completes; {@code failed} gets the cause, unwrapped. */
    <T> void when(CompletionStage<T> stage, Consumer<T> done, Consumer<Throwable> failed) {
        stage.whenComplete((value, error) -> execute(() -> {
            if (error == null) {
                done.accept(value);
            } else {
                failed.accept(unwrap(error));
            }
        }));
    }

    private static Throwable unwrap(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The catch-all at the thread's top: one bad event must not end the loop. */
    private void run(Runnable task) {
        try {
            task.run();
            afterEach.run();
        } catch (RuntimeException e) {
            LOG.error("Bug: a task of the circuit manager failed", e);
        }
    }

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** A timer that never fires. */
        Timer NONE = () -> {};

        /** Keeps the task from running if it has not begun. */
        void cancel();
    }
}
