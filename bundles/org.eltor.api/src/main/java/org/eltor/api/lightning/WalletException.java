package org.eltor.api.lightning;

/** A wallet could not prepare a payment; nothing was paid. The message is one line and holds no secret. */
public final class WalletException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean retriable;

    /**
     * @param message names the wallet and the cause
     * @param retriable whether trying again can help; false where the request itself is refused
     */
    public WalletException(String message, boolean retriable) {
        super(message);
        this.retriable = retriable;
    }

    /** Whether trying again can help. */
    public boolean retriable() {
        return retriable;
    }
}
