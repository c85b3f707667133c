package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.time.Instant;

/**
 * The paid periods of one circuit, counted from 1. They begin when the build command is sent: a relay's own clock
 * starts a little later, never earlier, so every deadline here is a safe one.
 *
 * @param launchedAt when the build command was sent
 * @param length one interval
 * @param intervals how many this circuit can have
 */
record IntervalClock(Instant launchedAt, Duration length, int intervals) {
    Instant start(int interval) {
        return launchedAt.plus(length.multipliedBy(interval - 1L));
    }

    Instant end(int interval) {
        return start(interval).plus(length);
    }

    /** When an interval must be settled: a sixth of its length before it ends (10 s of 60). */
    Instant deadline(int interval) {
        return end(interval).minus(length.dividedBy(6));
    }

    /**
     * The latest moment to begin paying an interval: two settlement times before its deadline, at least a sixth of its
     * length.
     *
     * @param settleTime how long settlements take lately
     * @param early whether it may begin before the interval itself does, by at most one interval
     */
    Instant startBy(int interval, Duration settleTime, boolean early) {
        Duration needed = max(length.dividedBy(6), settleTime.multipliedBy(2));
        Instant latest = deadline(interval).minus(needed);
        Instant earliest = early ? start(interval).minus(length) : start(interval);
        return latest.isBefore(earliest) ? earliest : latest;
    }

    /** From when on an interval may be paid: its start, or earlier where {@link #startBy} is earlier. */
    Instant openFrom(int interval, Duration settleTime, boolean early) {
        Instant startBy = startBy(interval, settleTime, early);
        return startBy.isBefore(start(interval)) ? startBy : start(interval);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
