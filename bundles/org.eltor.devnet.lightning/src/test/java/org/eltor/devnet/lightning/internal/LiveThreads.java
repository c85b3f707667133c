package org.eltor.devnet.lightning.internal;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The bundle's threads. */
public final class LiveThreads {
    private LiveThreads() {}

    /** Those that are still there; an executor says that it has ended a moment before its thread has. */
    public static List<String> lasting() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        List<String> names = names();
        while (!names.isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
            names = names();
        }
        return names;
    }

    private static List<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("eltor-"))
                .toList();
    }
}
