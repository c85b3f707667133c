package org.eltor.api.circuit;

/** Where a circuit of the pool stands. */
public enum CircuitState {
    /** The build command was sent. */
    BUILDING,
    /** Built and paid: takes rounds and new streams. */
    USABLE,
    /** Takes no new streams: its successor does, or it could not be paid in time. Closes when its streams have ended. */
    DRAINING,
    /** Gone. */
    CLOSED
}
