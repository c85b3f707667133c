package org.eltor.payment.internal.pay;

import java.time.Duration;
import org.eltor.api.lightning.MilliSatoshi;

/** How one attempt ended, written to the ledger. */
sealed interface Conclusion {
    /** The payee has the money. */
    record Paid(MilliSatoshi amount, MilliSatoshi fee, Duration took) implements Conclusion {}

    /**
     * Nothing left, or everything came back.
     *
     * @param rejected the wallet refused and will again; another may do
     * @param reason one line
     */
    record NotPaid(boolean rejected, String reason) implements Conclusion {}
}
