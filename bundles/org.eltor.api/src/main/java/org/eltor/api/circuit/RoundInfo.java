package org.eltor.api.circuit;

import java.time.Duration;
import java.util.List;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;

/**
 * One round of a session: the payment of one interval of one circuit.
 *
 * @param number 1 to {@code of}
 * @param of rounds of the session
 * @param circuit the circuit whose turn it is
 * @param role its role
 * @param interval the interval that is paid, 1 to 10
 * @param payments guard, middle, exit
 * @param complete whether every payment has an outcome
 */
public record RoundInfo(
        int number,
        int of,
        CircuitId circuit,
        CircuitRole role,
        int interval,
        List<Payment> payments,
        boolean complete) {
    public RoundInfo {
        payments = List.copyOf(payments);
    }

    /**
     * The payment of one relay.
     *
     * @param relay who is paid
     * @param amount what it received, or asks while there is no outcome
     * @param fee what was paid on top
     * @param outcome {@code pending}, {@code settled}, {@code free}, or the cause that it was not settled, lower case
     * @param took until the outcome; nothing while there is none
     */
    public record Payment(Fingerprint relay, MilliSatoshi amount, MilliSatoshi fee, String outcome, Duration took) {}
}
