package org.eltor.devnet.internal.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which all audits run, and its time.
 *
 * @param executor runs one task after the other
 * @param clock the time that goes with it
 */
public record AuditLoop(ScheduledExecutorService executor, Clock clock) implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLoop.class);

    Instant now() {
        return clock.instant();
    }

    /** Runs a task soon; not at all once the loop has ended. */
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.trace("The audits have ended", e);
        }
    }

    /** Runs a task at a time, or at once when it is past. */
    Future<?> at(Instant time, Runnable task) {
        long nanos = Math.max(0, Duration.between(now(), time).toNanos());
        return executor.schedule(guarded(task), nanos, TimeUnit.NANOSECONDS);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RejectedExecutionException e) {
                LOG.trace("The audits have ended", e);
            } catch (RuntimeException e) { // the top of the thread: a schedule would swallow it
                LOG.error("Bug: an audit failed", e);
            }
        };
    }
}
