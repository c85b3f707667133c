package org.eltor.wallet.contract;

import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.wallet.support.codec.Chain;

/** Where the payments of a double are made in truth; without one they are in its books alone. Calls wait. */
public interface PayingNetwork {
    /** What a payment cost and proves. */
    record Paid(PaymentPreimage preimage, long feeMsat) {}

    /** A payment that came back, or an invoice that was not given. */
    final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean byPayee;

        /** @param byPayee the payee refused, and was reached */
        public FailedException(boolean byPayee) {
            super(byPayee ? "refused by the payee" : "not answered, or no route");
            this.byPayee = byPayee;
        }

        public boolean byPayee() {
            return byPayee;
        }
    }

    /** The network that invoices and offers name. */
    Chain chain();

    /** The invoice, {@code lni1…}, that the payee gives for its offer. */
    String fetchInvoice(String offer, long msat, String note) throws FailedException;

    /**
     * Pays a BOLT11 invoice, or a BOLT12 invoice that was fetched here.
     *
     * @param maxFeeMsat the most that may be paid on top
     */
    Paid pay(String invoice, long maxFeeMsat) throws FailedException;
}
