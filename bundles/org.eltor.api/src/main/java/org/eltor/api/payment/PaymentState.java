package org.eltor.api.payment;

/** Where an interval of a relay stands in the ledger. Only RESERVED and FAILED may be paid. */
public enum PaymentState {
    /** The id is drawn; nothing was sent. */
    RESERVED,
    /** A wallet was, or may have been, asked to pay; stays until a lookup says what became of it. */
    IN_FLIGHT,
    /** Paid, with proof. Final. */
    SETTLED,
    /** The last attempt failed definitely. */
    FAILED
}
