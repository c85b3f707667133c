package org.eltor.payment.internal.pay;

import org.eltor.api.relay.PathPlan;

/** Paths to pay for. */
public final class Plans {
    private Plans() {}

    /** A path over relays that ask that much for an interval, msat. */
    public static PathPlan of(long... rates) {
        return PaymentHarness.plan(rates);
    }
}
