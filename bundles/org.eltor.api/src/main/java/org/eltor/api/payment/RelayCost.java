package org.eltor.api.payment;

import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.tor.Fingerprint;

/**
 * What one relay was paid.
 *
 * @param relay who was paid
 * @param payments number of settled payments
 * @param amount what it received
 * @param fees what was paid on top
 */
public record RelayCost(Fingerprint relay, long payments, MilliSatoshi amount, MilliSatoshi fees) {
    /** Amount and fees. */
    public MilliSatoshi spent() {
        return amount.plus(fees);
    }
}
