package org.eltor.payment.internal.payee;

/** A payee that cannot be paid. The message is one line that names the cause and holds nothing of the payee's text. */
public class PayeeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean retriable;
    private final boolean ours;

    /** What trying again cannot mend. */
    public PayeeException(String message) {
        this(message, false);
    }

    /** @param retriable whether trying again later can help */
    public PayeeException(String message, boolean retriable) {
        this(message, retriable, false);
    }

    private PayeeException(String message, boolean retriable, boolean ours) {
        super(message);
        this.retriable = retriable;
        this.ours = ours;
    }

    /** What says nothing of the payee: nobody could be asked. */
    static PayeeException ours(String message) {
        return new PayeeException(message, true, true);
    }

    /** Whether trying again later can help. */
    public boolean retriable() {
        return retriable;
    }

    /** Whether the cause is on this side, so that any other payee would fail as well. */
    public boolean isOurs() {
        return ours;
    }
}
