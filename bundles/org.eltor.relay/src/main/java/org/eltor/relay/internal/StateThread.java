package org.eltor.relay.internal;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which a component writes its file. */
final class StateThread extends ScheduledThreadPoolExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(StateThread.class);
    private static final long STOP_SECONDS = 4;

    private final String name;

    StateThread(String name) {
        super(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        this.name = name;
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Waits for what is being written, within bounds, and starts nothing more. */
    void end() throws InterruptedException {
        shutdown();
        if (!awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("Thread {} did not stop within {} s", name, STOP_SECONDS);
            shutdownNow();
        }
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        super.afterExecute(task, failure);
        if (failure != null) {
            LOG.error("Bug: {} failed", name, failure);
        }
    }
}
