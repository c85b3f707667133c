package org.eltor.devnet.internal;

/** The network cannot be had. The message is one line and says the way out. */
public final class DevnetException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message names the cause and the way out */
    public DevnetException(String message) {
        super(message);
    }

    /**
     * @param message names the cause and the way out
     * @param cause what went wrong
     */
    public DevnetException(String message, Throwable cause) {
        super(message, cause);
    }
}
