package org.eltor.testkit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eltor.api.tor.StreamId;

/** One stream inside the scripted tor; guarded by the engine's lock. */
final class TorStream {
    /** Where a stream stands, in tor's own words. */
    enum State {
        /** Waits for ATTACHSTREAM. */
        CONTROLLER_WAIT,
        /** Waits until tor has a circuit for it. */
        CIRCUIT_WAIT,
        /** BEGIN or RESOLVE was sent. */
        CONNECT_WAIT,
        /** Connected. */
        OPEN,
        /** Gone. */
        ENDED
    }

    final StreamId id;
    final boolean resolve;
    final int port;
    final Map<String, String> arguments;
    final Instant created;
    final String originalHost;
    /** As tor prints it: the address once the exit has told it. */
    String host;

    State state = State.CIRCUIT_WAIT;
    /** The circuit it is on; null while it is on none. */
    TorCircuit circuit;
    /** Counts attachments, so that the answer to an earlier one is not taken for the answer to this one. */
    int attempt;

    TorStream(StreamId id, String host, int port, boolean resolve, Map<String, String> arguments, Instant created) {
        this.id = id;
        this.host = host;
        this.originalHost = host;
        this.port = port;
        this.resolve = resolve;
        this.arguments = arguments;
        this.created = created;
    }

    boolean isOnion() {
        return originalHost.endsWith(".onion");
    }

    /** SOCKS credentials, as far as there are any. */
    Map<String, String> credentials() {
        Map<String, String> result = new LinkedHashMap<>(arguments);
        result.keySet().retainAll(List.of("SOCKS_USERNAME", "SOCKS_PASSWORD"));
        return result;
    }

    /** One of tor's own directory requests, which attach themselves always. */
    boolean isOwn() {
        return arguments.getOrDefault("PURPOSE", "").startsWith("DIR_");
    }

    boolean isOn(TorCircuit other) {
        return circuit == other && state != State.ENDED;
    }
}
