package org.eltor.relay.internal.state;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes a state some time after it changed, however often it changes meanwhile. Thread-safe. */
public final class Keeper {
    private final ScheduledExecutorService executor;
    private final Duration delay;
    private final Runnable write;
    private boolean due;
    private boolean closed;

    /**
     * @param executor one thread, owned and stopped by the caller
     * @param write writes the state; must not throw
     */
    public Keeper(ScheduledExecutorService executor, Duration delay, Runnable write) {
        this.executor = executor;
        this.delay = delay;
        this.write = write;
    }

    /** Says that the state changed. Does not block. */
    public synchronized void changed() {
        if (!due && !closed) {
            due = true;
            executor.schedule(this::now, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void now() {
        synchronized (this) {
            if (!due) {
                return;
            }
            due = false;
        }
        write.run();
    }

    /** Writes what is due, on the calling thread; nothing is written later. */
    public void close() {
        boolean last;
        synchronized (this) {
            last = due;
            due = false;
            closed = true;
        }
        if (last) {
            write.run();
        }
    }
}
