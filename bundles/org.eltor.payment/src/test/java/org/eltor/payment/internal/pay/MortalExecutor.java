package org.eltor.payment.internal.pay;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eltor.payment.internal.ledger.MemoryLedger;

/** A thread of a process that can be killed: from then on it does nothing that it was given, while time goes on. */
final class MortalExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private final ScheduledExecutorService world;
    private final Runnable whenKilled;
    private boolean dead;

    /** @param whenKilled is run when a task dies with its process */
    MortalExecutor(ScheduledExecutorService world, Runnable whenKilled) {
        this.world = world;
        this.whenKilled = whenKilled;
    }

    void kill() {
        dead = true;
    }

    void revive() {
        dead = false;
    }

    @Override
    public void execute(Runnable task) {
        world.execute(mortal(task));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return world.schedule(mortal(task), delay, unit);
    }

    private Runnable mortal(Runnable task) {
        return () -> {
            if (!dead) {
                try {
                    task.run();
                } catch (MemoryLedger.KilledError e) {
                    whenKilled.run();
                }
            }
        };
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        dead = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        dead = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return dead;
    }

    @Override
    public boolean isTerminated() {
        return dead;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return dead;
    }
}
