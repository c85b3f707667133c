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
    private static final int TAIL = 6;

    Instant start(int interval) {
        return launchedAt.plus(length.multipliedBy(interval - 1L));
    }

    Instant end(int interval) {
        return start(interval).plus(length);
    }

    /** When an interval is to be settled: a sixth of its length before it ends (10 s of 60). */
    Instant deadline(int interval) {
        return end(interval).minus(length.dividedBy(6));
    }

    /**
     * Until when a payment under way is waited for before the circuit is given up: a fifteenth of the interval (4 s of
     * 60) before its end. A relay's last look at its wallet comes 3 s before it.
     */
    Instant giveUpAt(int interval) {
        return end(interval).minus(length.dividedBy(15));
    }

    /**
     * The time that settling may take: all thirty payments of a circuit have to come in time, so it is six times what
     * nineteen of twenty stay within, as settlement times have long tails; at least a sixth of an interval.
     *
     * @param settleTime the time within which nineteen of twenty are settled lately
     */
    Duration needed(Duration settleTime) {
        return max(length.dividedBy(6), settleTime.multipliedBy(TAIL));
    }

    /**
     * The latest moment to begin paying an interval, for it to be settled by its deadline.
     *
     * @param settleTime the time within which nineteen of twenty are settled lately
     * @param early whether it may begin before the interval itself does, by at most one interval
     */
    Instant startBy(int interval, Duration settleTime, boolean early) {
        Instant latest = deadline(interval).minus(needed(settleTime));
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
