package org.eltor.relay.internal.directory;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An executor that drops tasks once it is closed, and says what a task threw. */
final class GuardedExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedExecutor.class);

    private final ScheduledExecutorService executor;
    private final Consumer<RuntimeException> onBug;
    private volatile boolean closed;

    /** @param onBug called on the executor's thread after a task threw, and after that was logged */
    GuardedExecutor(ScheduledExecutorService executor, Consumer<RuntimeException> onBug) {
        this.executor = executor;
        this.onBug = onBug;
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, Duration.ZERO);
    }

    /** Runs a task later; null once the executor has stopped. */
    ScheduledFuture<?> schedule(Runnable task, Duration delay) {
        try {
            return executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("Stopped meanwhile");
            return null;
        }
    }

    private void run(Runnable task) {
        if (closed) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("Bug: the relay directory failed", e);
            onBug.accept(e);
        }
    }
}
