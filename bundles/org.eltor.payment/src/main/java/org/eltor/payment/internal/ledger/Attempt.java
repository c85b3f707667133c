package org.eltor.payment.internal.ledger;

import java.time.Duration;
import java.time.Instant;
import org.eltor.api.lightning.PaymentRequest;

/**
 * A payment in flight, with all that is needed to ask about it.
 *
 * @param interval what it pays
 * @param wallet name of the wallet that was or may have been asked
 * @param request what it was asked
 * @param sinceAt when paying this interval began, retries included
 */
public record Attempt(IntervalKey interval, String wallet, PaymentRequest request, Instant sinceAt) {
    /** From the beginning to {@code now}, never negative. */
    public Duration took(Instant now) {
        Duration took = Duration.between(sinceAt, now);
        return took.isNegative() ? Duration.ZERO : took;
    }

    @Override
    public String toString() {
        return "Attempt[" + interval.hop() + "/" + interval.interval() + " with " + wallet + "]";
    }
}
