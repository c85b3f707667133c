package org.eltor.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One task of a {@link SteppedExecutor}: when it is due, and after whom. */
final class SteppedTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
    private final SteppedExecutor executor;
    private final long sequence;
    private final Repeat repeat;
    private volatile Instant due;

    /**
     * How a task comes back.
     *
     * @param every time between two runs, null for a task that runs once
     * @param fixedRate whether the time counts from when the last run was due, not from when it ended
     */
    record Repeat(Duration every, boolean fixedRate) {
        static final Repeat NEVER = new Repeat(null, false);

        static Repeat every(long period, TimeUnit unit, boolean fixedRate) {
            if (period <= 0) {
                throw new IllegalArgumentException("a period must be positive: " + period);
            }
            return new Repeat(Duration.ofNanos(unit.toNanos(period)), fixedRate);
        }
    }

    SteppedTask(SteppedExecutor executor, Callable<V> work, Instant due, long sequence, Repeat repeat) {
        super(work);
        this.executor = executor;
        this.due = due;
        this.sequence = sequence;
        this.repeat = repeat;
    }

    Instant due() {
        return due;
    }

    /** Runs, and says whether the task comes back; it then has a new due time. */
    boolean runOnce() {
        if (!isPeriodic()) {
            run();
            return false;
        }
        if (!runAndReset()) {
            return false;
        }
        due = (repeat.fixedRate() ? due : executor.clock().instant()).plus(repeat.every());
        return true;
    }

    @Override
    protected void setException(Throwable failure) {
        executor.failed(failure);
        super.setException(failure);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(false);
        executor.discard(this);
        return cancelled;
    }

    @Override
    public boolean isPeriodic() {
        return repeat.every() != null;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(Duration.between(executor.clock().instant(), due));
    }

    @Override
    public int compareTo(Delayed other) {
        if (other instanceof SteppedTask<?> task) {
            int byTime = due.compareTo(task.due);
            return byTime != 0 ? byTime : Long.compare(sequence, task.sequence);
        }
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
