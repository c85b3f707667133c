package org.eltor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.StreamStatus;

/** The streams of the scripted tor: who waits, who is on which circuit, and how each ends. */
final class TorStreams {
    /** Tor gives an answer this long, then tries another circuit. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMillis(10_400);

    /** So many exits may fail to reach a host. */
    private static final int MOST_FAILURES = 3;

    private static final String RESOLVED_ADDRESS = "192.0.2.7";

    private final TorCore core;
    private final TorOptions options;
    private final Map<StreamId, TorStream> streams = new LinkedHashMap<>();
    private final Map<String, StreamBehaviour> behaviours = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private StreamBehaviour standard = StreamBehaviour.succeeds(Duration.ofMillis(5));
    private Function<TorStream, Optional<TorCircuit>> ownChoice = stream -> Optional.empty();
    private TorCircuits circuits;
    private int lastId = 12;

    TorStreams(TorCore core, TorOptions options) {
        this.core = core;
        this.options = options;
    }

    /** @param choice the circuit that tor would take itself; it may launch one and answer nothing yet */
    void connect(TorCircuits those, Function<TorStream, Optional<TorCircuit>> choice) {
        circuits = those;
        ownChoice = choice;
    }

    void behave(StreamBehaviour behaviour) {
        standard = behaviour;
    }

    void behave(String host, StreamBehaviour behaviour) {
        behaviours.put(host, behaviour);
    }

    List<TorStream> all() {
        return List.copyOf(streams.values());
    }

    Optional<TorStream> find(String id) {
        return streams.values().stream()
                .filter(stream -> stream.id.value().equals(id))
                .findFirst();
    }

    TorStream require(String id) {
        return find(id).orElseThrow(() -> new TorRefusal(552, "Unknown stream \"" + id + "\""));
    }

    /** Forgets everything, as a new process does. */
    void reset() {
        streams.clear();
        failures.clear();
        lastId = 12;
    }

    TorStream open(String host, int port, boolean resolve, Map<String, String> extra) {
        StreamId id = new StreamId(Integer.toString(++lastId));
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("SOURCE_ADDR", "127.0.0.1:" + (40_000 + lastId));
        arguments.put("PURPOSE", resolve ? "DNS_REQUEST" : "USER");
        for (String credential : List.of("SOCKS_USERNAME", "SOCKS_PASSWORD")) {
            if (extra.containsKey(credential)) {
                arguments.put(credential, extra.get(credential));
            }
        }
        arguments.put("CLIENT_PROTOCOL", "SOCKS5");
        arguments.put("NYM_EPOCH", "0");
        arguments.put("SESSION_GROUP", "-5");
        arguments.put("ISO_FIELDS", "SOCKS_USERNAME,SOCKS_PASSWORD,CLIENTADDR,SESSION_GROUP,NYM_EPOCH");
        arguments.putAll(extra);
        TorStream stream = new TorStream(id, host, port, resolve, arguments, core.now());
        streams.put(id, stream);
        tell(stream, resolve ? StreamStatus.NEWRESOLVE : StreamStatus.NEW, null, Map.of());
        waitForCircuit(stream);
        return stream;
    }

    /** Waits for the controller if it has asked for that, else for tor. */
    private void waitForCircuit(TorStream stream) {
        TorCircuit last = stream.circuit;
        stream.circuit = null;
        if (options.isOn(TorOptions.LEAVE_UNATTACHED) && !stream.isOwn()) {
            stream.state = TorStream.State.CONTROLLER_WAIT;
            tell(stream, StreamStatus.CONTROLLER_WAIT, last, Map.of()); // tor still names the circuit it has left
        } else {
            leaveToTor(stream);
        }
    }

    /** Tor attaches the stream to a circuit of its own choice, now or when it has one. */
    void leaveToTor(TorStream stream) {
        stream.state = TorStream.State.CIRCUIT_WAIT;
        ownChoice.apply(stream).ifPresent(circuit -> sendConnect(stream, circuit));
    }

    /** A circuit has come up: what waits for tor goes on it. */
    void circuitBuilt() {
        for (TorStream stream : all()) {
            if (stream.state == TorStream.State.CIRCUIT_WAIT) {
                leaveToTor(stream);
            }
        }
    }

    /** ATTACHSTREAM to a circuit that exists. */
    void attach(TorStream stream, TorCircuit circuit) {
        requireManaged(stream);
        stream.circuit = null;
        stream.attempt++;
        stream.state = TorStream.State.CONTROLLER_WAIT;
        if (!circuit.isOpen()) {
            throw new TorRefusal(551, "Can't attach stream to non-open origin circuit");
        }
        if (circuit.hops < 2) {
            throw new TorRefusal(551, "Can't attach stream to this one-hop circuit.");
        }
        if (stream.isOnion()) {
            stream.host = stream.host.replaceFirst("\\.onion$", ""); // so does tor
            fail(stream, "TORPROTOCOL", null);
            throw new TorRefusal(551, "Unable to attach stream");
        }
        sendConnect(stream, circuit);
    }

    void requireManaged(TorStream stream) {
        if (stream.state == TorStream.State.CIRCUIT_WAIT || stream.state == TorStream.State.OPEN) {
            throw new TorRefusal(555, "Connection is not managed by controller.");
        }
    }

    private void sendConnect(TorStream stream, TorCircuit circuit) {
        stream.state = TorStream.State.CONNECT_WAIT;
        stream.circuit = circuit;
        if (circuit.dirtySince == null) {
            circuit.dirtySince = core.now();
            circuit.credentials = stream.credentials();
        }
        int attempt = ++stream.attempt;
        tell(stream, stream.resolve ? StreamStatus.SENTRESOLVE : StreamStatus.SENTCONNECT, circuit, Map.of());
        StreamBehaviour behaviour = behaviours.getOrDefault(stream.originalHost, standard);
        if (circuits.isSilent(circuit) || behaviour instanceof StreamBehaviour.Hangs) {
            later(stream, attempt, ANSWER_TIMEOUT, () -> detach(stream, "TIMEOUT", null));
        } else if (behaviour instanceof StreamBehaviour.Succeeds succeeds) {
            later(stream, attempt, succeeds.delay(), () -> answered(stream, () -> succeed(stream)));
        } else if (behaviour instanceof StreamBehaviour.Detaches detaches) {
            later(
                    stream,
                    attempt,
                    detaches.delay(),
                    () -> answered(stream, () -> detach(stream, detaches.reason(), detaches.remoteReason())));
        } else if (behaviour instanceof StreamBehaviour.Refuses refuses) {
            later(stream, attempt, refuses.delay(), () -> answered(stream, () -> refuse(stream, "CONNECTREFUSED")));
        }
    }

    /** Passes an answer on, unless the circuit has gone silent in the meantime. */
    private void answered(TorStream stream, Runnable answer) {
        if (circuits.isSilent(stream.circuit)) {
            later(stream, stream.attempt, ANSWER_TIMEOUT, () -> detach(stream, "TIMEOUT", null));
        } else {
            answer.run();
        }
    }

    private void later(TorStream stream, int attempt, Duration delay, Runnable action) {
        core.after(delay, () -> {
            if (stream.attempt == attempt && stream.state == TorStream.State.CONNECT_WAIT) {
                action.run();
            }
        });
    }

    void succeed(TorStream stream) {
        TorCircuit circuit = stream.circuit;
        failures.remove(stream.originalHost);
        if (!stream.isOnion() && !stream.host.matches("[0-9.]+|\\[.*]")) {
            stream.host = RESOLVED_ADDRESS;
        }
        if (!stream.isOnion()) {
            tell(stream, StreamStatus.REMAP, circuit, Map.of("SOURCE", "EXIT"));
        }
        stream.state = TorStream.State.OPEN;
        tell(stream, StreamStatus.SUCCEEDED, circuit, Map.of());
        if (stream.resolve) {
            close(stream, "DONE", null);
        }
    }

    /**
     * Off its circuit, and back to waiting. After such an answer of an exit tor uses the circuit no more, and gives up the
     * stream at the third.
     */
    void detach(TorStream stream, String reason, String remoteReason) {
        if (remoteReason != null) {
            stream.circuit.unusable = true;
            if (failures.merge(stream.originalHost, 1, Integer::sum) == MOST_FAILURES) {
                failures.remove(stream.originalHost);
                fail(stream, reason, remoteReason);
                return;
            }
        }
        stream.attempt++;
        tell(stream, StreamStatus.DETACHED, stream.circuit, TorEvents.reasons(reason, remoteReason));
        waitForCircuit(stream);
    }

    void refuse(TorStream stream, String remoteReason) {
        stream.circuit.unusable = true;
        fail(stream, "END", remoteReason);
    }

    /** FAILED and then CLOSED, as tor prints for a stream that never came up. */
    void fail(TorStream stream, String reason, String remoteReason) {
        tell(stream, StreamStatus.FAILED, stream.circuit, TorEvents.reasons(reason, remoteReason));
        close(stream, reason, remoteReason);
    }

    void close(TorStream stream, String reason, String remoteReason) {
        streams.remove(stream.id);
        stream.state = TorStream.State.ENDED;
        stream.attempt++;
        tell(stream, StreamStatus.CLOSED, stream.circuit, TorEvents.reasons(reason, remoteReason));
    }

    /** CLOSESTREAM. */
    void closeByController(TorStream stream, String reason) {
        if (stream.state == TorStream.State.OPEN) {
            close(stream, reason, null);
        } else {
            fail(stream, reason, null);
        }
    }

    void circuitGone(TorCircuit circuit) {
        on(circuit).forEach(stream -> close(stream, "DESTROY", null));
    }

    List<TorStream> on(TorCircuit circuit) {
        List<TorStream> result = new ArrayList<>();
        for (TorStream stream : streams.values()) {
            if (stream.isOn(circuit)) {
                result.add(stream);
            }
        }
        return result;
    }

    /** Ends every stream that has not come up within SocksTimeout. */
    void expire() {
        Duration limit = Duration.ofSeconds(options.seconds(TorOptions.SOCKS_TIMEOUT));
        for (TorStream stream : all()) {
            Duration age = Duration.between(stream.created, core.now());
            if (stream.state != TorStream.State.OPEN && age.compareTo(limit) >= 0) {
                fail(stream, "TIMEOUT", null);
            }
        }
    }

    private void tell(TorStream stream, StreamStatus status, TorCircuit circuit, Map<String, String> own) {
        core.emit(TorEvents.stream(stream, status, circuit, own));
    }
}
