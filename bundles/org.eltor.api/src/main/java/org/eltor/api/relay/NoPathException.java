package org.eltor.api.relay;

/** No path meets a request. The message is one line and says what to change. */
public final class NoPathException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is missing and the way out, for example by how much the budget is too small */
    public NoPathException(String message) {
        super(message);
    }
}
