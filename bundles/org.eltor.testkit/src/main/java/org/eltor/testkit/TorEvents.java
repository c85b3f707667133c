package org.eltor.testkit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eltor.api.tor.CircuitBandwidthEvent;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.CircuitStatus;
import org.eltor.api.tor.ConfChangedEvent;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.NewConsensusEvent;
import org.eltor.api.tor.NewDescriptorsEvent;
import org.eltor.api.tor.OrConnEvent;
import org.eltor.api.tor.StatusEvent;
import org.eltor.api.tor.StreamEvent;
import org.eltor.api.tor.StreamStatus;

/** Writes events as tor does, in both forms at once. */
final class TorEvents {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    /** Values that tor prints as quoted strings. */
    private static final Set<String> QUOTED = Set.of("SOCKS_USERNAME", "SOCKS_PASSWORD", "SUMMARY", "WARNING");

    private TorEvents() {}

    static ScriptedEvent circuit(TorCircuit circuit, String reason, String remoteReason) {
        Map<String, String> arguments = circuitArguments(circuit);
        putIfPresent(arguments, "REASON", reason);
        putIfPresent(arguments, "REMOTE_REASON", remoteReason);
        CircuitEvent typed = new CircuitEvent(
                circuit.id,
                circuit.status,
                circuit.path().stream().map(ScriptedRelay::fingerprint).toList(),
                circuit.purpose,
                Optional.ofNullable(reason),
                Optional.ofNullable(remoteReason),
                arguments);
        String line = "650 CIRC " + circuitLine(circuit, circuit.status) + words(arguments);
        return new ScriptedEvent("CIRC", List.of(line), typed);
    }

    /** One line of {@code GETINFO circuit-status}. */
    static String circuitStatusLine(TorCircuit circuit) {
        return circuitLine(circuit, circuit.status) + words(circuitArguments(circuit));
    }

    private static String circuitLine(TorCircuit circuit, CircuitStatus status) {
        String path = circuit.path().stream().map(ScriptedRelay::longName).collect(Collectors.joining(","));
        return circuit.id + " " + status + (path.isEmpty() ? "" : " " + path);
    }

    private static Map<String, String> circuitArguments(TorCircuit circuit) {
        Map<String, String> arguments = new LinkedHashMap<>();
        if (circuit.kind == TorCircuit.Kind.OWN) {
            boolean general = circuit.purpose.equals(TorCircuits.GENERAL);
            arguments.put("BUILD_FLAGS", general ? "NEED_CAPACITY" : "IS_INTERNAL,NEED_CAPACITY");
        }
        arguments.put("PURPOSE", circuit.purpose);
        arguments.put("TIME_CREATED", TIME.format(circuit.created));
        arguments.putAll(circuit.credentials);
        return arguments;
    }

    /**
     * @param circuit the circuit to name, null for 0
     * @param own what this status adds, before the words that every event of the stream has
     */
    static ScriptedEvent stream(TorStream stream, StreamStatus status, TorCircuit circuit, Map<String, String> own) {
        Map<String, String> arguments = new LinkedHashMap<>(own);
        boolean isNew = status == StreamStatus.NEW || status == StreamStatus.NEWRESOLVE;
        stream.arguments.forEach((key, value) -> {
            if (isNew || !(key.equals("SOURCE_ADDR") || key.equals("PURPOSE"))) {
                arguments.put(key, value);
            }
        });
        StreamEvent typed = new StreamEvent(
                stream.id,
                status,
                Optional.ofNullable(circuit).map(c -> c.id),
                stream.host,
                stream.port,
                Optional.ofNullable(own.get("REASON")),
                Optional.ofNullable(own.get("REMOTE_REASON")),
                arguments);
        String line = "650 STREAM " + streamLine(stream, status.name(), circuit) + words(arguments);
        return new ScriptedEvent("STREAM", List.of(line), typed);
    }

    static String streamLine(TorStream stream, String status, TorCircuit circuit) {
        String on = circuit == null ? "0" : circuit.id.value();
        return stream.id + " " + status + " " + on + " " + stream.host + ":" + stream.port;
    }

    static Map<String, String> reasons(String reason, String remoteReason) {
        Map<String, String> own = new LinkedHashMap<>();
        putIfPresent(own, "REASON", reason);
        putIfPresent(own, "REMOTE_REASON", remoteReason);
        return own;
    }

    static ScriptedEvent bandwidth(CircuitId circuit, Traffic traffic, Instant now) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("ID", circuit.value());
        words.put("READ", Long.toString(traffic.read()));
        words.put("WRITTEN", Long.toString(traffic.written()));
        words.put("TIME", TIME.format(now));
        words.put("DELIVERED_READ", Long.toString(traffic.deliveredRead()));
        words.put("OVERHEAD_READ", Long.toString(Math.max(0, traffic.read() - traffic.deliveredRead())));
        words.put("DELIVERED_WRITTEN", Long.toString(traffic.deliveredWritten()));
        words.put("OVERHEAD_WRITTEN", Long.toString(Math.max(0, traffic.written() - traffic.deliveredWritten())));
        words.put("SS", "1");
        words.put("CWND", "124");
        words.put("RTT", "0");
        words.put("MIN_RTT", "0");
        CircuitBandwidthEvent typed = new CircuitBandwidthEvent(
                circuit, traffic.read(), traffic.written(), traffic.deliveredRead(), traffic.deliveredWritten());
        return new ScriptedEvent("CIRC_BW", List.of("650 CIRC_BW" + words(words)), typed);
    }

    /** Bytes of a circuit in one second. */
    record Traffic(long read, long written, long deliveredRead, long deliveredWritten) {}

    static ScriptedEvent status(String type, String severity, String action, Map<String, String> arguments) {
        String line = "650 " + type + " " + severity + " " + action + words(arguments);
        return new ScriptedEvent(type, List.of(line), new StatusEvent(type, severity, action, arguments));
    }

    static ScriptedEvent confChanged(Map<String, List<String>> changed) {
        List<String> wire = new ArrayList<>();
        wire.add("650-CONF_CHANGED");
        changed.forEach((name, values) -> {
            if (values.isEmpty()) {
                wire.add("650-" + name);
            }
            values.forEach(value -> wire.add("650-" + name + "=" + value));
        });
        wire.add("650 OK");
        return new ScriptedEvent("CONF_CHANGED", wire, new ConfChangedEvent(changed));
    }

    static ScriptedEvent newConsensus(Collection<ScriptedRelay> relays) {
        List<String> wire = new ArrayList<>();
        wire.add("650+NEWCONSENSUS");
        int entries = 0;
        for (ScriptedRelay relay : relays) {
            if (!relay.consensusEntry().isEmpty()) {
                entries++;
                wire.addAll(Arrays.asList(relay.consensusEntry().split("\n")));
            }
        }
        wire.add(".");
        wire.add("650 OK");
        return new ScriptedEvent("NEWCONSENSUS", wire, new NewConsensusEvent(entries));
    }

    static ScriptedEvent newDescriptors(List<ScriptedRelay> relays) {
        String line =
                "650 NEWDESC " + relays.stream().map(ScriptedRelay::longName).collect(Collectors.joining(" "));
        List<Fingerprint> typed =
                relays.stream().map(ScriptedRelay::fingerprint).toList();
        return new ScriptedEvent("NEWDESC", List.of(line), new NewDescriptorsEvent(typed));
    }

    /** @param circuits -1 where tor prints no number */
    static ScriptedEvent connection(ScriptedRelay relay, String status, String reason, int circuits) {
        String count = circuits < 0 ? "" : " NCIRCS=" + circuits;
        String line = "650 ORCONN " + relay.longName() + " " + status + " REASON=" + reason + count + " ID=67";
        OrConnEvent typed = new OrConnEvent(Optional.of(relay.fingerprint()), status, Optional.of(reason), circuits);
        return new ScriptedEvent("ORCONN", List.of(line), typed);
    }

    private static void putIfPresent(Map<String, String> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    static String words(Map<String, String> arguments) {
        StringBuilder text = new StringBuilder();
        arguments.forEach((key, value) ->
                text.append(' ').append(key).append('=').append(QUOTED.contains(key) ? quote(value) : value));
        return text.toString();
    }

    private static String quote(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
