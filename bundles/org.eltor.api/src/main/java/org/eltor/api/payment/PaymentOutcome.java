package org.eltor.api.payment;

import java.time.Duration;
import org.eltor.api.lightning.MilliSatoshi;

/** How the payment of one interval of one relay ended. */
public sealed interface PaymentOutcome {
    /**
     * The relay has the money.
     *
     * @param amount what the relay received, rounding included
     * @param fee what was paid on top
     * @param took from the call to the settlement, retries included
     */
    record Settled(MilliSatoshi amount, MilliSatoshi fee, Duration took) implements PaymentOutcome {}

    /** The relay asks nothing. */
    record Free() implements PaymentOutcome {}

    /**
     * Not settled in time: the relay will end the circuit, so it is to be given up.
     *
     * @param cause why
     * @param reason one line for people, without secrets
     */
    record Unsettled(Cause cause, String reason) implements PaymentOutcome {}

    /** Why an interval was not settled. */
    enum Cause {
        /** Every attempt failed definitely. */
        FAILED,
        /** The last attempt has no outcome yet; the ledger keeps it in flight and it is looked up. */
        UNKNOWN,
        /** A limit of the budget forbids it. */
        OVER_BUDGET,
        /** No present wallet can pay this relay. */
        NO_WALLET,
        /** The account was closed first. */
        CANCELLED,
        /** The ledger could not be written, so nothing was sent. */
        LEDGER
    }
}
