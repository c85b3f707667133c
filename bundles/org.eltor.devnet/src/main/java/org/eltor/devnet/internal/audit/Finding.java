package org.eltor.devnet.internal.audit;

/** What a relay says of one interval when it has stopped looking for its payment. */
enum Finding {
    /** The payment is there: the circuit lives on. */
    ON_TIME,
    /** The payment is there, but was found too late: the circuit is ended. */
    LATE,
    /** There is no payment, or the relay's own wallet does not answer: the circuit is ended. */
    MISSED
}
