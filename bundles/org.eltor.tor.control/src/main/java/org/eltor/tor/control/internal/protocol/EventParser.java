package org.eltor.tor.control.internal.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eltor.api.tor.CircuitBandwidthEvent;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.CircuitStatus;
import org.eltor.api.tor.ConfChangedEvent;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.GuardEvent;
import org.eltor.api.tor.NewConsensusEvent;
import org.eltor.api.tor.NewDescriptorsEvent;
import org.eltor.api.tor.OrConnEvent;
import org.eltor.api.tor.OtherEvent;
import org.eltor.api.tor.StatusEvent;
import org.eltor.api.tor.StreamEvent;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.StreamStatus;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException;

/**
 * Turns asynchronous replies into typed events (control-spec 4.1). An event that has no type, or whose line is not as
 * the specification says, is kept as {@link OtherEvent}: nothing that tor says is lost.
 */
public final class EventParser {
    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final String END = "OK";
    private static final String NO_CIRCUIT = "0";
    private static final int MAX_PORT = 65_535;

    private EventParser() {}

    /** The first word of an event. */
    public static String keyword(Reply event) throws TorException {
        String text = event.lines().get(0).text();
        int space = text.indexOf(' ');
        String keyword = space < 0 ? text : text.substring(0, space);
        if (!KEYWORD.matcher(keyword).matches()) {
            throw Messages.malformed("tor sent an event without a keyword");
        }
        return keyword;
    }

    /** Reads one event; fails as malformed only when there is not even a keyword. */
    public static TorEvent parse(Reply event) throws TorException {
        String keyword = keyword(event);
        EventLine line = new EventLine(event.lines().get(0).text());
        line.word();
        try {
            return typed(keyword, line, event);
        } catch (IllegalArgumentException e) {
            return other(keyword, event);
        }
    }

    private static TorEvent typed(String keyword, EventLine line, Reply event) {
        return switch (keyword) {
            case "CIRC" -> circuit(line, event);
            case "STREAM" -> stream(line, event);
            case "CIRC_BW" -> circuitBandwidth(line.pairs());
            case "ORCONN" -> orConn(line);
            case "NEWCONSENSUS" -> newConsensus(event);
            case "NEWDESC" -> newDescriptors(line);
            case "STATUS_GENERAL", "STATUS_CLIENT", "STATUS_SERVER" ->
                new StatusEvent(keyword, line.word(), line.word(), pairs(line, event));
            case "GUARD" -> new GuardEvent(line.word(), Fingerprint.parse(line.word()), line.word());
            case "CONF_CHANGED" -> confChanged(event);
            default -> other(keyword, event);
        };
    }

    private static CircuitEvent circuit(EventLine line, Reply event) {
        CircuitId id = new CircuitId(line.word());
        CircuitStatus status = constant(CircuitStatus.values(), line.word(), CircuitStatus.OTHER);
        List<Fingerprint> path = line.wordBeforePairs().map(EventParser::path).orElse(List.of());
        Map<String, String> pairs = pairs(line, event);
        return new CircuitEvent(
                id, status, path, pairs.getOrDefault("PURPOSE", ""), reason(pairs), remoteReason(pairs), pairs);
    }

    private static List<Fingerprint> path(String word) {
        List<Fingerprint> path = new ArrayList<>();
        for (String relay : word.split(",")) {
            path.add(Fingerprint.parse(relay));
        }
        return path;
    }

    private static StreamEvent stream(EventLine line, Reply event) {
        StreamId id = new StreamId(line.word());
        StreamStatus status = constant(StreamStatus.values(), line.word(), StreamStatus.OTHER);
        String circuit = line.word();
        String target = line.word();
        int colon = target.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("target without a port");
        }
        int port = number(target.substring(colon + 1), MAX_PORT);
        Map<String, String> pairs = pairs(line, event);
        return new StreamEvent(
                id,
                status,
                circuit.equals(NO_CIRCUIT) ? Optional.empty() : Optional.of(new CircuitId(circuit)),
                target.substring(0, colon),
                port,
                reason(pairs),
                remoteReason(pairs),
                pairs);
    }

    private static CircuitBandwidthEvent circuitBandwidth(Map<String, String> pairs) {
        return new CircuitBandwidthEvent(
                new CircuitId(pairs.getOrDefault("ID", "")),
                count(pairs.getOrDefault("READ", "")),
                count(pairs.getOrDefault("WRITTEN", "")),
                count(pairs.getOrDefault("DELIVERED_READ", "0")),
                count(pairs.getOrDefault("DELIVERED_WRITTEN", "0")));
    }

    private static OrConnEvent orConn(EventLine line) {
        String target = line.word();
        String status = line.word();
        Map<String, String> pairs = line.pairs();
        boolean address = target.contains(":") && !target.startsWith("$");
        String circuits = pairs.get("NCIRCS");
        return new OrConnEvent(
                address ? Optional.empty() : Optional.of(Fingerprint.parse(target)),
                status,
                reason(pairs),
                circuits == null ? -1 : number(circuits, Integer.MAX_VALUE));
    }

    private static NewConsensusEvent newConsensus(Reply event) {
        long relays = event.lines().get(0).data().stream()
                .filter(line -> line.startsWith("r "))
                .count();
        return new NewConsensusEvent((int) relays);
    }

    private static NewDescriptorsEvent newDescriptors(EventLine line) {
        List<Fingerprint> relays = new ArrayList<>();
        for (Optional<String> word = line.wordBeforePairs(); word.isPresent(); word = line.wordBeforePairs()) {
            relays.add(Fingerprint.parse(word.get()));
        }
        return new NewDescriptorsEvent(relays);
    }

    private static ConfChangedEvent confChanged(Reply event) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        for (String line : following(event)) {
            ConfLine option = ConfLine.parse(line);
            List<String> values = options.computeIfAbsent(option.name(), name -> new ArrayList<>());
            option.value().ifPresent(values::add);
        }
        options.replaceAll((name, values) -> List.copyOf(values));
        return new ConfChangedEvent(options);
    }

    private static OtherEvent other(String keyword, Reply event) {
        EventLine first = new EventLine(event.lines().get(0).text());
        first.word();
        List<String> lines = new ArrayList<>();
        lines.add(first.rest());
        lines.addAll(event.lines().get(0).data());
        lines.addAll(following(event));
        return new OtherEvent(keyword, lines);
    }

    /** The pairs of the first line and of those that continue it (control-spec 4.1, "extended" events). */
    private static Map<String, String> pairs(EventLine line, Reply event) {
        Map<String, String> pairs = line.pairs();
        for (String more : following(event)) {
            new EventLine(more).addPairsTo(pairs);
        }
        return pairs;
    }

    /** The lines after the first with their data, without the OK that ends an event of several lines. */
    private static List<String> following(Reply event) {
        List<ReplyLine> lines = event.lines();
        List<String> following = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (i < lines.size() - 1 || !lines.get(i).text().equals(END)) {
                following.add(lines.get(i).text());
                following.addAll(lines.get(i).data());
            }
        }
        return following;
    }

    private static Optional<String> reason(Map<String, String> pairs) {
        return Optional.ofNullable(pairs.get("REASON"));
    }

    private static Optional<String> remoteReason(Map<String, String> pairs) {
        return Optional.ofNullable(pairs.get("REMOTE_REASON"));
    }

    private static <E extends Enum<E>> E constant(E[] constants, String word, E otherwise) {
        for (E constant : constants) {
            if (constant.name().equals(word)) {
                return constant;
            }
        }
        return otherwise;
    }

    private static int number(String digits, int max) {
        long number = count(digits);
        if (number > max) {
            throw new IllegalArgumentException("number too big");
        }
        return (int) number;
    }

    private static long count(String digits) {
        if (!digits.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("not a number");
        }
        return Long.parseLong(digits);
    }
}
