package org.eltor.shell.internal;

/** A command that could not do its work. The message is one line for the user that says the way out. */
public final class ExplainedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message one line, without secrets */
    public ExplainedException(String message) {
        super(message);
    }
}
