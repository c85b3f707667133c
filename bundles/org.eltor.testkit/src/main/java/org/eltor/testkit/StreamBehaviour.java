package org.eltor.testkit;

import java.time.Duration;
import java.util.Objects;

/** What the exit does with a stream that was attached to an open circuit. */
public sealed interface StreamBehaviour {
    /** Connects after {@code delay}. */
    static StreamBehaviour succeeds(Duration delay) {
        return new Succeeds(Objects.requireNonNull(delay));
    }

    /** Never answers: {@code DETACHED REASON=TIMEOUT} after 10.4 s. */
    static StreamBehaviour hangs() {
        return new Hangs();
    }

    /**
     * Tor detaches the stream, which may then go elsewhere.
     *
     * @param reason for example {@code END}
     * @param remoteReason for example {@code MISC} or {@code EXITPOLICY}; null for none
     */
    static StreamBehaviour detaches(Duration delay, String reason, String remoteReason) {
        return new Detaches(Objects.requireNonNull(delay), Objects.requireNonNull(reason), remoteReason);
    }

    /** The target refuses, the stream fails: {@code REASON=END REMOTE_REASON=CONNECTREFUSED}. */
    static StreamBehaviour refuses(Duration delay) {
        return new Refuses(Objects.requireNonNull(delay));
    }

    /** Nothing happens until the test says what. */
    static StreamBehaviour waitsForTest() {
        return new WaitsForTest();
    }

    /** Connects. */
    record Succeeds(Duration delay) implements StreamBehaviour {}

    /** Never answers. */
    record Hangs() implements StreamBehaviour {}

    /** @param remoteReason null for none */
    record Detaches(Duration delay, String reason, String remoteReason) implements StreamBehaviour {}

    /** Refused by the target. */
    record Refuses(Duration delay) implements StreamBehaviour {}

    /** Left to the test. */
    record WaitsForTest() implements StreamBehaviour {}
}
