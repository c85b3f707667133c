package org.eltor.payment.internal.ledger;

/** The ledger cannot be used. The message is one line that says the cause and the way out. */
public final class LedgerException extends Exception {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
