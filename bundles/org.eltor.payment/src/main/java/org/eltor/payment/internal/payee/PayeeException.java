package org.eltor.payment.internal.payee;

/** A payee that cannot be paid. The message is one line that names the cause and holds nothing of the payee's text. */
public final class PayeeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean retriable;

    /** What trying again cannot mend. */
    public PayeeException(String message) {
        this(message, false);
    }

    /** @param retriable whether trying again later can help */
    public PayeeException(String message, boolean retriable) {
        super(message);
        this.retriable = retriable;
    }

    /** Whether trying again later can help. */
    public boolean retriable() {
        return retriable;
    }
}
