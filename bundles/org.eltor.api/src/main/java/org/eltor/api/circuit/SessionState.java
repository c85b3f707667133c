package org.eltor.api.circuit;

/** Where the manager stands. */
public enum SessionState {
    /** Nothing is asked of it. */
    STOPPED,
    /** Started, but something it needs is missing; {@link SessionInfo#problem()} says what. */
    WAITING,
    /** The first circuits are being built. */
    BUILDING,
    /** As many circuits are usable as are wanted. */
    RUNNING,
    /** At least one circuit is usable, but fewer than wanted; the rest is being built. */
    DEGRADED,
    /** Closing its circuits and restoring tor's options. */
    STOPPING
}
