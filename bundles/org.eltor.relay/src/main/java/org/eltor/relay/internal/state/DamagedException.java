package org.eltor.relay.internal.state;

import java.io.IOException;

/** A file is there, but what is in it was not written by us. */
public final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param cause null where there is none */
    public DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
