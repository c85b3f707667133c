package org.eltor.api.payment;

/** An account that cannot be opened or a ledger that cannot be used. The message is one line and says the way out. */
public final class PaymentException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message names the limit or the cause, without secrets */
    public PaymentException(String message) {
        super(message);
    }

    /**
     * @param message names the cause, without secrets
     * @param cause what the ledger's storage said
     */
    public PaymentException(String message, Throwable cause) {
        super(message, cause);
    }
}
