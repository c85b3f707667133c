package org.eltor.devnet.internal.network;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names the threads of this bundle. */
public final class DevnetThreads {

    private static final Logger LOG = LoggerFactory.getLogger(DevnetThreads.class);

    private DevnetThreads() {}

    /** Daemon threads named {@code eltor-devnet-<purpose>-<n>}, counted from 1. */
    public static ThreadFactory named(String purpose) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "eltor-devnet-" + purpose + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((t, e) -> LOG.error("Bug: {} died", t.getName(), e));
            return thread;
        };
    }
}
