package org.eltor.api.tor;

/** Where tor says that a circuit stands (control-spec 4.1.1). */
public enum CircuitStatus {
    /** Circuit id assigned to a new circuit. */
    LAUNCHED,
    /** All hops finished, can now accept streams. */
    BUILT,
    /** All hops finished, waiting to see whether a better guard becomes usable. */
    GUARD_WAIT,
    /** One more hop has been completed. */
    EXTENDED,
    /** Closed before it was built. */
    FAILED,
    /** Closed after it was built. */
    CLOSED,
    /** A word that this version does not know; the event keeps it in its raw text. */
    OTHER
}
