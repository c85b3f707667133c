package org.eltor.devnet.lightning.internal.ldk;

/**
 * LDK stopped in the middle of a call, so that its memory holds half-done work and locks that nobody will release. The
 * instance is of no more use: drop it, and start another from storage.
 */
public final class LdkBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LdkBrokenException(String function, Throwable cause) {
        super("LDK stopped in " + function, cause);
    }

    /** The caller cannot go on with what LDK holds, for example because it could not be stored. */
    public LdkBrokenException(String message) {
        super(message);
    }
}
