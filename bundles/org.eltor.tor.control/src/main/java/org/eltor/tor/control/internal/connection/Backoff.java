package org.eltor.tor.control.internal.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts: each twice the one before, between two bounds, and of each a random half is left
 * out, so that several clients of one tor do not knock together. Not safe for use by several threads.
 */
public final class Backoff {
    private final long min;
    private final long max;
    private final RandomGenerator random;
    private long next;

    /** @throws IllegalArgumentException unless {@code min} is at least 1 ms and at most {@code max} */
    public Backoff(Duration min, Duration max, RandomGenerator random) {
        if (min.toMillis() < 1 || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("reconnect.min.ms must be at least 1 and at most reconnect.max.ms");
        }
        this.min = min.toMillis();
        this.max = max.toMillis();
        this.random = random;
        this.next = this.min;
    }

    /** The next waiting time: between half of the current bound and the whole. */
    Duration next() {
        long bound = next;
        next = bound > max / 2 ? max : bound * 2;
        return Duration.ofMillis(bound - random.nextLong(bound / 2 + 1));
    }

    /** How long a connection must last before the next loss counts as the first. */
    Duration stable() {
        return Duration.ofMillis(max);
    }

    /** Begins again with the shortest time. */
    void reset() {
        next = min;
    }
}
