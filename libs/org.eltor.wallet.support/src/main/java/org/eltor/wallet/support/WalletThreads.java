package org.eltor.wallet.support;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads of one wallet, named {@code eltor-wallet-…}. */
public final class WalletThreads {
    private static final Logger LOG = LoggerFactory.getLogger(WalletThreads.class);

    private WalletThreads() {}

    /** @param name the wallet's name and the threads' task */
    public static ScheduledThreadPoolExecutor pool(String name, int size) {
        AtomicInteger count = new AtomicInteger();
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(size, task -> {
            Thread thread = new Thread(task, "eltor-wallet-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((t, e) -> LOG.error("Bug: {} died", t.getName(), e));
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }
}
