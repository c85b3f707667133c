package org.eltor.api.tor;

/** Where tor says that a stream stands (control-spec 4.1.2). */
public enum StreamStatus {
    /** New request to connect. */
    NEW,
    /** New request to resolve an address. */
    NEWRESOLVE,
    /** Address re-mapped to another. */
    REMAP,
    /** Sent a connect message along a circuit. */
    SENTCONNECT,
    /** Sent a resolve message along a circuit. */
    SENTRESOLVE,
    /** Received a reply; stream established. */
    SUCCEEDED,
    /** Stream failed and not retriable. */
    FAILED,
    /** Stream closed. */
    CLOSED,
    /** Detached from its circuit; still retriable. */
    DETACHED,
    /** Waiting for the controller to use ATTACHSTREAM. */
    CONTROLLER_WAIT,
    /** A word that this version does not know (tor adds some, XOFF_SENT among them); to be ignored. */
    OTHER
}
