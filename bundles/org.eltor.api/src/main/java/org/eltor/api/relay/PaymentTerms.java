package org.eltor.api.relay;

import java.time.Duration;
import java.util.List;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;

/**
 * What a relay asks for carrying a circuit, from the payment lines of its descriptor.
 *
 * @param rate price of one interval; nothing means that the relay is free
 * @param interval length of one interval, 1 second to 1 day; 60 s when the relay does not say
 * @param intervals most intervals of one circuit, 1 to 10; 10 when the relay does not say
 * @param handshakeFee what the relay asks before the first interval; usually nothing
 * @param payees the instruments it can be paid with, preferred first; may be empty
 */
public record PaymentTerms(
        MilliSatoshi rate, Duration interval, int intervals, MilliSatoshi handshakeFee, List<Payee> payees) {
    /** Terms of a relay that says nothing about payment: free, ten intervals of a minute. */
    public static final PaymentTerms FREE =
            new PaymentTerms(MilliSatoshi.ZERO, Duration.ofSeconds(60), 10, MilliSatoshi.ZERO, List.of());

    /** @throws IllegalArgumentException when the interval or the number of intervals is out of range */
    public PaymentTerms {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("interval out of range (1 s to 1 day): " + interval);
        }
        if (intervals < 1 || intervals > 10) {
            throw new IllegalArgumentException("number of intervals out of range (1 to 10): " + intervals);
        }
        payees = List.copyOf(payees);
    }

    /** Whether no payment is due. */
    public boolean isFree() {
        return rate.msat() == 0 && handshakeFee.msat() == 0;
    }
}
