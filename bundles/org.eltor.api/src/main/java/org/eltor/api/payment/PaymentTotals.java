package org.eltor.api.payment;

import org.eltor.api.lightning.MilliSatoshi;

/**
 * What the ledger adds up to, over all circuits and restarts.
 *
 * @param settled number of settled payments
 * @param amount what relays received
 * @param fees what was paid on top
 * @param inFlight number of payments whose outcome is not known
 * @param lastHour amounts and fees settled or in flight in the last hour
 * @param lastDay the same of the last day
 */
public record PaymentTotals(
        long settled,
        MilliSatoshi amount,
        MilliSatoshi fees,
        long inFlight,
        MilliSatoshi lastHour,
        MilliSatoshi lastDay) {
    /** Everything that left the wallets for settled payments. */
    public MilliSatoshi spent() {
        return amount.plus(fees);
    }
}
