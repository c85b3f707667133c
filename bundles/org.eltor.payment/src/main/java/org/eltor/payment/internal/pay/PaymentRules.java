package org.eltor.payment.internal.pay;

import java.time.Duration;
import org.eltor.api.lightning.MilliSatoshi;

/**
 * How payments are made.
 *
 * @param walletTimeout a wallet without an answer after this time is asked what became of the payment
 * @param feeTolerancePercent the most that a payment may cost in fees, in percent of what the wallet usually takes
 * @param retention how long closed circuits are kept in the ledger; nothing means for ever
 */
public record PaymentRules(Duration walletTimeout, int feeTolerancePercent, Duration retention) {
    /** The same, with a ledger that forgets nothing. */
    public PaymentRules(Duration walletTimeout, int feeTolerancePercent) {
        this(walletTimeout, feeTolerancePercent, Duration.ZERO);
    }

    /** The most that a fee may be; never below what is usual. */
    MilliSatoshi tolerated(MilliSatoshi expectedFee) {
        long tolerated = Math.multiplyExact(expectedFee.msat(), (long) feeTolerancePercent) / 100;
        return MilliSatoshi.of(Math.max(expectedFee.msat(), tolerated));
    }
}
