package org.eltor.devnet.internal.audit;

import java.time.Duration;

/**
 * When a relay looks for which payment and how it judges what it finds: the times of eltord's relays, with the network's
 * interval in place of their 60 s. All times count from the moment when the relay received the ids. Pure.
 *
 * @param interval one paid interval
 */
public record AuditSchedule(Duration interval) {

    /** Looks for one payment: every 3 s of 60. */
    static final int POLLS = 20;

    /** How much later than its polling a payment may be found: 15 s of 60. */
    private static final int GRACE_DIVISOR = 4;

    /** @throws IllegalArgumentException unless the interval is positive */
    public AuditSchedule {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("an interval is longer than nothing");
        }
    }

    /**
     * When to look for the payment of an interval.
     *
     * @param index the interval, from 0
     * @param poll the look, from 0 to {@link #POLLS} - 1
     */
    Duration poll(int index, int poll) {
        return interval.multipliedBy(index).plus(interval.multipliedBy(poll).dividedBy(POLLS));
    }

    /** When an interval that was not found paid counts as missed. */
    Duration end(int index) {
        return interval.multipliedBy(index + 1L);
    }

    /** Whether a payment that was found so long after the start came in time. */
    boolean isOnTime(int index, Duration found) {
        return found.compareTo(end(index).plus(interval.dividedBy(GRACE_DIVISOR))) <= 0;
    }
}
