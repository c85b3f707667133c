package org.eltor.relay.internal.document;

/**
 * A directory document, or one relay's part of it, cannot be used. The text of the document itself is never part of the
 * message, since relays write most of it.
 */
public final class DocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final SkipReason kind;
    private final String reason;

    /**
     * @param line counted from 1; 0 where no line is to blame
     * @param kind what a relay that is skipped for this is counted as
     * @param reason for people, without the number of the line
     */
    public DocumentException(int line, SkipReason kind, String reason) {
        super(null, null, false, false); // hostile text must not cost a stack trace each
        this.line = line;
        this.kind = kind;
        this.reason = reason;
    }

    /** Where it is, counted from 1; 0 where no line is to blame. */
    public int line() {
        return line;
    }

    public SkipReason kind() {
        return kind;
    }

    /** What is wrong, without the number of the line. */
    public String reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return line > 0 ? "line " + line + ": " + reason : reason;
    }
}
