package org.eltor.itests;

import java.time.Duration;

/**
 * Notices when this machine stands still. Payments have deadlines in real time, so a session that met a stall longer
 * than its margin says nothing about the code.
 */
final class StallWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Thread thread = new Thread(this::watch, "stall-watch");
    private volatile long longest;

    StallWatch() {
        thread.setDaemon(true);
        thread.start();
    }

    /** The longest time by which a short sleep was overslept so far. */
    Duration longest() {
        return Duration.ofNanos(longest);
    }

    private void watch() {
        try {
            while (true) {
                long begin = System.nanoTime();
                Thread.sleep(PAUSE.toMillis());
                longest = Math.max(longest, System.nanoTime() - begin - PAUSE.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
