package org.eltor.testkit;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eltor.api.tor.OtherEvent;
import org.eltor.api.tor.TorMode;

/** Answers of GETINFO. */
final class TorInformation {
    private static final String STOCK_EVENTS = "CIRC CIRC_MINOR STREAM ORCONN BW DEBUG INFO NOTICE WARN ERR NEWDESC"
            + " ADDRMAP DESCCHANGED NS STATUS_GENERAL STATUS_CLIENT STATUS_SERVER GUARD STREAM_BW CLIENTS_SEEN"
            + " NEWCONSENSUS BUILDTIMEOUT_SET SIGNAL CONF_CHANGED CONN_BW CELL_STATS CIRC_BW TRANSPORT_LAUNCHED"
            + " HS_DESC HS_DESC_CONTENT NETWORK_LIVENESS";

    private static final String MICRODESCRIPTOR =
            "onion-key\nntor-onion-key OVG1J2sJWCMp9TfusHdEHNc9I77NSdTlquUeCAHOuEI\n"
                    + "id ed25519 cvBD6VtTgGHX9teN59R3rGppq4ZBEvz/v74QOAlu3NI\n";

    private TorInformation() {}

    static List<String> eventNames(TorMode mode) {
        return List.of((STOCK_EVENTS + (mode == TorMode.ELTOR ? " PAYMENT_ID_HASH_RECEIVED" : "")).split(" "));
    }

    static String version(TorMode mode) {
        return mode == TorMode.ELTOR ? "0.4.9.0-alpha-dev" : "0.4.9.11";
    }

    static ScriptedEvent signal(String name) {
        return new ScriptedEvent("SIGNAL", List.of("650 SIGNAL " + name), new OtherEvent("SIGNAL", List.of(name)));
    }

    /** The value of one key; lines end with LF, the last one too where tor sends it so. */
    static String value(TorDaemon daemon, String key) {
        String told = daemon.info.get(key);
        if (told != null) {
            return told;
        }
        if (key.startsWith("ns/id/")) {
            return of(daemon, key, relay -> entry(daemon, relay));
        }
        if (key.startsWith("md/id/")) {
            return microdescriptor(daemon, key);
        }
        if (key.startsWith("desc/id/")) {
            return descriptor(daemon, key);
        }
        return switch (key) {
            case "version" -> version(daemon.core.mode());
            case "events/names" -> String.join(" ", eventNames(daemon.core.mode()));
            case "status/bootstrap-phase" -> daemon.bootstrapPhase();
            case "status/enough-dir-info" -> daemon.hasDirectory() ? "1" : "0";
            case "status/circuit-established" -> daemon.isBootstrapped() ? "1" : "0";
            case "circuit-status" ->
                lines(daemon.circuits.all().stream()
                        .map(TorEvents::circuitStatusLine)
                        .toList());
            case "stream-status" ->
                lines(daemon.streams.all().stream()
                        .map(TorInformation::streamLine)
                        .toList());
            case "ns/all" -> ofAll(daemon, relay -> entry(daemon, relay));
            case "desc/all-recent" ->
                hasServerDescriptors(daemon) ? ofAll(daemon, ScriptedRelay::serverDescriptor) : "";
            case "process/pid" -> "4711";
            case "features/names" -> "VERBOSE_NAMES EXTENDED_EVENTS";
            case "orconn-status", "entry-guards", "md/all" -> "";
            case "net/listeners/socks" -> "\"127.0.0.1:9050\"";
            default -> throw new TorRefusal(552, "Unrecognized key \"" + key + "\"");
        };
    }

    /** Tor fetches server descriptors only if it is told to, by either of two options. */
    private static boolean hasServerDescriptors(TorDaemon daemon) {
        return daemon.options.value("UseMicrodescriptors").equals(List.of("0"))
                || daemon.options.isOn("FetchUselessDescriptors");
    }

    private static String descriptor(TorDaemon daemon, String key) {
        if (!hasServerDescriptors(daemon)) {
            throw new TorRefusal(
                    552,
                    "We fetch microdescriptors, not router descriptors."
                            + " You'll need to use md/id/* instead of desc/id/*.");
        }
        String text = of(daemon, key, ScriptedRelay::serverDescriptor);
        if (text.isEmpty()) {
            throw new TorRefusal(552, "Unrecognized key \"" + key + "\"");
        }
        return text;
    }

    private static String microdescriptor(TorDaemon daemon, String key) {
        String text = of(daemon, key, relay -> relay.hasDescriptor() ? MICRODESCRIPTOR : "");
        if (text.isEmpty()) {
            throw new TorRefusal(552, "Unrecognized key \"" + key + "\"");
        }
        return text;
    }

    /** The lines of a relay in ns/all; the exit policy's summary comes from the descriptor. */
    private static String entry(TorDaemon daemon, ScriptedRelay relay) {
        String entry = relay.consensusEntry();
        return hasServerDescriptors(daemon) ? entry : entry.replaceAll("(?m)^p .*\n", "");
    }

    private static String of(TorDaemon daemon, String key, Function<ScriptedRelay, String> text) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return daemon.relays.find(name).map(text).orElse("");
    }

    private static String ofAll(TorDaemon daemon, Function<ScriptedRelay, String> text) {
        return daemon.relays.sorted().stream().map(text).collect(Collectors.joining());
    }

    /** Without a last line feed: tor sends a single line without a data block. */
    private static String lines(List<String> lines) {
        return String.join("\n", lines);
    }

    private static String streamLine(TorStream stream) {
        String status = switch (stream.state) {
            case CONTROLLER_WAIT, CIRCUIT_WAIT -> stream.resolve ? "NEWRESOLVE" : "NEW";
            case CONNECT_WAIT -> stream.resolve ? "SENTRESOLVE" : "SENTCONNECT";
            case OPEN -> "SUCCEEDED";
            case ENDED -> "CLOSED";
        };
        return TorEvents.streamLine(stream, status, stream.circuit);
    }
}
