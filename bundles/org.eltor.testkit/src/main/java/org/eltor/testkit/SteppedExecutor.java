package org.eltor.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * An executor on virtual time: nothing runs until {@link #advance}, {@link #runUntil} or {@link #runUntilIdle} is
 * called, and then on the caller's thread, one task after the other, in order of due time and, at the same time, of
 * submission. Nothing ever sleeps. Tasks may be submitted from any thread.
 *
 * <p>What a task throws is in its future, as with any executor, and in {@link #failures()}; what a task of
 * {@link #execute} throws also leaves the stepping method, since no one could see it otherwise.
 */
public final class SteppedExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private final SettableClock clock;
    private final Object lock = new Object();
    private final TreeSet<SteppedTask<?>> tasks = new TreeSet<>();
    private final List<Throwable> failures = new ArrayList<>();
    private long sequence;
    private boolean shutdown;
    private Thread stepping;
    private Throwable uncaught;

    /** An executor with a clock of its own that shows {@link SettableClock#START}. */
    public SteppedExecutor() {
        this(new SettableClock());
    }

    /** An executor that moves {@code clock}. */
    public SteppedExecutor(SettableClock clock) {
        this.clock = Objects.requireNonNull(clock);
    }

    /** The clock that this executor moves. */
    public SettableClock clock() {
        return clock;
    }

    /** Lets {@code time} pass: runs in order everything that becomes due, and leaves the clock at the end of it. */
    public void advance(Duration time) {
        Instant end = clock.instant().plus(time);
        step(end, () -> false);
        if (clock.instant().isBefore(end)) {
            clock.set(end);
        }
    }

    /** Runs what is due now, and what that submits for now. Time stands still. */
    public void runUntilIdle() {
        step(clock.instant(), () -> false);
    }

    /**
     * Jumps from task to task until {@code condition} holds, which is asked after each task.
     *
     * @return whether it held within {@code atMost}; if not, all that time has passed
     */
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        Instant end = clock.instant().plus(atMost);
        if (condition.getAsBoolean() || step(end, condition)) {
            return true;
        }
        if (clock.instant().isBefore(end)) {
            clock.set(end);
        }
        return condition.getAsBoolean();
    }

    /** Number of tasks that wait, cancelled ones not counted. */
    public int waiting() {
        synchronized (lock) {
            return tasks.size();
        }
    }

    /** When the next task is due. */
    public Optional<Instant> nextDue() {
        synchronized (lock) {
            return tasks.isEmpty()
                    ? Optional.empty()
                    : Optional.of(tasks.first().due());
        }
    }

    /** Everything that tasks have thrown, oldest first. A test that expects none asserts that this is empty. */
    public List<Throwable> failures() {
        synchronized (lock) {
            return List.copyOf(failures);
        }
    }

    private boolean step(Instant end, BooleanSupplier stop) {
        synchronized (lock) {
            if (stepping != null) {
                throw new IllegalStateException("a task cannot move the time; it was called from one");
            }
            stepping = Thread.currentThread();
        }
        try {
            for (SteppedTask<?> task = take(end); task != null; task = take(end)) {
                runAndRepeat(task);
                throwUncaught();
                if (stop.getAsBoolean()) {
                    return true;
                }
            }
            return false;
        } finally {
            synchronized (lock) {
                stepping = null;
            }
        }
    }

    private SteppedTask<?> take(Instant end) {
        synchronized (lock) {
            if (tasks.isEmpty() || tasks.first().due().isAfter(end)) {
                return null;
            }
            SteppedTask<?> task = tasks.pollFirst();
            if (clock.instant().isBefore(task.due())) {
                clock.set(task.due());
            }
            return task;
        }
    }

    private void runAndRepeat(SteppedTask<?> task) {
        if (task.runOnce()) {
            synchronized (lock) {
                if (shutdown) {
                    task.cancel(false);
                } else {
                    tasks.add(task);
                }
            }
        }
    }

    private void throwUncaught() {
        Throwable thrown = uncaught;
        uncaught = null;
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }

    void failed(Throwable failure) {
        synchronized (lock) {
            failures.add(failure);
        }
    }

    void discard(SteppedTask<?> task) {
        synchronized (lock) {
            tasks.remove(task);
        }
    }

    private <V> SteppedTask<V> add(Callable<V> work, Duration delay, SteppedTask.Repeat repeat) {
        Objects.requireNonNull(work);
        synchronized (lock) {
            if (shutdown) {
                throw new RejectedExecutionException("the executor was shut down");
            }
            Instant due = clock.instant().plus(delay.isNegative() ? Duration.ZERO : delay);
            SteppedTask<V> task = new SteppedTask<>(this, work, due, sequence++, repeat);
            tasks.add(task);
            return task;
        }
    }

    @Override
    public void execute(Runnable command) {
        Objects.requireNonNull(command);
        add(
                () -> {
                    try {
                        command.run();
                    } catch (RuntimeException | Error e) {
                        uncaught = e; // on the stepping thread, which throws it
                        throw e;
                    }
                    return null;
                },
                Duration.ZERO,
                SteppedTask.Repeat.NEVER);
    }

    @Override
    public Future<?> submit(Runnable task) {
        return add(Executors.callable(task), Duration.ZERO, SteppedTask.Repeat.NEVER);
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return add(task, Duration.ZERO, SteppedTask.Repeat.NEVER);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(Executors.callable(command), duration(delay, unit), SteppedTask.Repeat.NEVER);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(callable, duration(delay, unit), SteppedTask.Repeat.NEVER);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return add(
                Executors.callable(command),
                duration(initialDelay, unit),
                SteppedTask.Repeat.every(period, unit, true));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return add(
                Executors.callable(command),
                duration(initialDelay, unit),
                SteppedTask.Repeat.every(delay, unit, false));
    }

    private static Duration duration(long amount, TimeUnit unit) {
        return Duration.ofNanos(unit.toNanos(amount)); // saturates at 292 years
    }

    /** Takes no more tasks. Delayed tasks still run when their time comes, periodic ones do not. */
    @Override
    public void shutdown() {
        synchronized (lock) {
            shutdown = true;
            List.copyOf(tasks).stream().filter(SteppedTask::isPeriodic).forEach(task -> task.cancel(false));
        }
    }

    @Override
    public List<Runnable> shutdownNow() {
        synchronized (lock) {
            shutdown = true;
            List<Runnable> never = List.copyOf(tasks);
            tasks.clear();
            return never;
        }
    }

    @Override
    public boolean isShutdown() {
        synchronized (lock) {
            return shutdown;
        }
    }

    @Override
    public boolean isTerminated() {
        synchronized (lock) {
            return shutdown && tasks.isEmpty() && (stepping == null || stepping == Thread.currentThread());
        }
    }

    /** Answers at once, since waiting would not make time pass. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    /** Not supported: it would wait for time that only the caller can move. */
    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> work) {
        throw new UnsupportedOperationException("waiting does not make virtual time pass");
    }

    /** Not supported: it would wait for time that only the caller can move. */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> work) {
        throw new UnsupportedOperationException("waiting does not make virtual time pass");
    }
}
