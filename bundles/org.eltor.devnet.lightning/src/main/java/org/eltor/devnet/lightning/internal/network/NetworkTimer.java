package org.eltor.devnet.lightning.internal.network;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which a network keeps time and answers its callers. */
final class NetworkTimer {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkTimer.class);

    private NetworkTimer() {}

    static ScheduledExecutorService create() {
        AtomicInteger count = new AtomicInteger();
        return new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "eltor-devnet-lightning-timer-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((t, e) -> LOG.error("Bug: {} died", t.getName(), e));
            return thread;
        });
    }
}
