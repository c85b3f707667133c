package org.eltor.api.tor;

/** A command that did not end with success. Always the cause of a failed stage of {@link TorControl}. */
public final class TorException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What happened, and with it whether trying again can help. */
    public enum Failure {
        /** Tor answered with a status other than 250; see {@link TorException#code()}. */
        REFUSED,
        /** No answer within the command's deadline. The command may still take effect. */
        TIMEOUT,
        /** The connection ended before the answer. The command may have taken effect. */
        CONNECTION_LOST,
        /** Tor answered in a form that control-spec does not allow. */
        MALFORMED
    }

    private final Failure failure;
    private final int code;

    /**
     * @param failure what happened
     * @param code tor's three-digit status for {@link Failure#REFUSED}, else 0
     * @param message one line, without secrets
     */
    public TorException(Failure failure, int code, String message) {
        super(message);
        this.failure = failure;
        this.code = code;
    }

    /** What happened. */
    public Failure failure() {
        return failure;
    }

    /** Tor's status code (control-spec 4), 0 unless refused. */
    public int code() {
        return code;
    }
}
