package org.eltor.wallet.support;

import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A question to a wallet got no answer that can be used. The message is one line and holds no secret. */
public final class CallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is known of the question. */
    public enum Kind {
        /** It never left: nobody listens, the name is not known. */
        NOT_SENT,
        /** It never left: whoever listens is not the one that is trusted. */
        NOT_TRUSTED,
        /** It may have been heard: timeout, connection lost. */
        NO_ANSWER,
        /** It was heard, and what came back is not an answer: not JSON, too large, a field is missing. */
        NONSENSE,
        /** It was heard and refused: password, rune, macaroon, key. */
        NOT_ALLOWED
    }

    private final Kind kind;

    public CallException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What made a stage fail, where it was one of these. */
    public static Optional<CallException> of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof CallException call ? Optional.of(call) : Optional.empty();
    }
}
