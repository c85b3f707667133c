package org.eltor.testkit;

import java.time.Duration;
import java.util.Objects;

/** What a relay does when a circuit of the scripted tor is extended to it. */
public sealed interface RelayBehaviour {
    /** Answers after the engine's usual time. */
    static RelayBehaviour works() {
        return new Works(null);
    }

    /** Answers after {@code delay}. */
    static RelayBehaviour slow(Duration delay) {
        return new Works(Objects.requireNonNull(delay));
    }

    /**
     * Never answers. As first hop nothing is ever heard of the circuit; further on it ends after 60 s with {@code FAILED
     * REASON=TIMEOUT}.
     */
    static RelayBehaviour hangs() {
        return new Hangs();
    }

    /**
     * Ends the circuit with FAILED.
     *
     * @param reason for example {@code DESTROYED}
     * @param remoteReason for example {@code CONNECTFAILED}; null for none
     */
    static RelayBehaviour fails(String reason, String remoteReason) {
        return new Fails(Objects.requireNonNull(reason), remoteReason);
    }

    /** Tor refuses any command that names this relay, for example with 551 "Couldn't start circuit". */
    static RelayBehaviour refuses(int code, String text) {
        return new Refuses(code, Objects.requireNonNull(text));
    }

    /** @param delay null for the engine's usual time */
    record Works(Duration delay) implements RelayBehaviour {}

    /** Never answers. */
    record Hangs() implements RelayBehaviour {}

    /** @param remoteReason null for none */
    record Fails(String reason, String remoteReason) implements RelayBehaviour {}

    /** A reply other than 250 to the command itself. */
    record Refuses(int code, String text) implements RelayBehaviour {}
}
