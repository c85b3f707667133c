package org.eltor.api.circuit;

/** Something that happened in a session. */
public sealed interface SessionEvent {
    /** A build command was sent and tor named the circuit. */
    record CircuitLaunched(CircuitInfo circuit) implements SessionEvent {}

    /** A circuit can be used. */
    record CircuitBuilt(CircuitInfo circuit) implements SessionEvent {}

    /** A circuit takes no new streams any more. */
    record CircuitDraining(CircuitInfo circuit) implements SessionEvent {}

    /** A circuit is gone; its reason is in the snapshot. */
    record CircuitClosed(CircuitInfo circuit) implements SessionEvent {}

    /** A round began: its payments are all pending. */
    record RoundStarted(RoundInfo round) implements SessionEvent {}

    /** Every payment of a round has an outcome. */
    record RoundEnded(RoundInfo round) implements SessionEvent {}

    /**
     * A word for the user, also in the log.
     *
     * @param text one line, without secrets
     */
    record Notice(String text) implements SessionEvent {}

    /** The manager stopped: circuits closed, options restored. */
    record SessionEnded(SessionInfo session) implements SessionEvent {}
}
