package org.eltor.relay.internal.directory;

/** One relay's text cannot be used. Never leaves the parsers. */
final class SkippedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final SkipReason reason;

    SkippedException(SkipReason reason) {
        super(reason.text(), null, false, false); // hostile text must not cost a stack trace each
        this.reason = reason;
    }

    SkipReason reason() {
        return reason;
    }
}
