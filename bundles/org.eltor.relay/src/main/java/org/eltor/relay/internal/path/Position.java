package org.eltor.relay.internal.path;

/** A relay's place in a path. */
public enum Position {
    /** First: knows the client. */
    GUARD,
    /** Between guard and exit. */
    MIDDLE,
    /** Last: knows the destination. */
    EXIT
}
