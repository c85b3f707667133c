package org.eltor.payment.internal.pay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How long recent payments took, over a bounded window. Changed by one thread, read by any. */
final class SettleTimes {
    private static final int WINDOW = 100;

    private final Deque<Duration> recent = new ArrayDeque<>();
    private volatile Duration percentile95 = Duration.ZERO;

    void add(Duration took) {
        if (recent.size() == WINDOW) {
            recent.removeFirst();
        }
        recent.addLast(took);
        Duration[] sorted = recent.toArray(Duration[]::new);
        java.util.Arrays.sort(sorted);
        percentile95 = sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
    }

    boolean isEmpty() {
        return recent.isEmpty();
    }

    /** The time within which nineteen of twenty were settled; nothing when there was none. */
    Duration percentile95() {
        return percentile95;
    }
}
