package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.Hop;
import org.eltor.api.payment.PaymentService;

/** Circuits as rows and as JSON. Pure. */
public final class CircuitsView {
    /** Three of these, side by side, leave room for the other columns. */
    private static final int NICKNAME = 9;

    private CircuitsView() {}

    /**
     * @param circuits oldest first
     * @param closed whether closed circuits are wanted too
     */
    public static Page of(List<CircuitInfo> circuits, boolean closed, Instant now) {
        List<CircuitInfo> shown = circuits.stream()
                .filter(circuit -> closed || circuit.state() != CircuitState.CLOSED)
                .toList();
        List<Page.Line> reasons = shown.stream()
                .flatMap(circuit -> circuit.closedReason().stream()
                        .map(reason ->
                                Page.Line.plain("Circuit " + circuit.id() + " closed: " + PlainText.line(reason, 200))))
                .toList();
        return Page.of(json(shown), listing(shown, now), reasons);
    }

    private static Listing listing(List<CircuitInfo> circuits, Instant now) {
        return new Listing(
                List.of(
                        Listing.Column.text("Id"),
                        Listing.Column.text("Role"),
                        Listing.Column.state("State", CircuitsView::tone),
                        Listing.Column.text("Guard>middle>exit"),
                        Listing.Column.number("Age"),
                        Listing.Column.number("Paid"),
                        Listing.Column.number("Streams"),
                        Listing.Column.number("Data"),
                        Listing.Column.number("Sat")),
                circuits.stream().map(circuit -> row(circuit, now)).toList(),
                "No circuits; eltor:status says more.");
    }

    private static List<String> row(CircuitInfo circuit, Instant now) {
        return List.of(
                circuit.id().value(),
                circuit.role().toString(),
                circuit.state().name(),
                circuit.hops().stream()
                        .map(hop -> PlainText.line(hop.nickname(), NICKNAME))
                        .collect(Collectors.joining(">")),
                circuit.state() == CircuitState.CLOSED ? "" : Units.age(circuit.launchedAt(), now),
                circuit.settledIntervals() + "/" + PaymentService.INTERVALS,
                circuit.openStreams() + "/" + circuit.streams(),
                Units.bytes(circuit.bytesRead() + circuit.bytesWritten()),
                Units.sat(circuit.spent()));
    }

    private static Tone tone(String state) {
        return switch (state) {
            case "USABLE" -> Tone.GOOD;
            case "BUILDING", "DRAINING" -> Tone.CAUTION;
            default -> Tone.PLAIN;
        };
    }

    private static JsonNode json(List<CircuitInfo> circuits) {
        ArrayNode array = Json.array();
        circuits.forEach(circuit -> array.add(json(circuit)));
        return array;
    }

    private static ObjectNode json(CircuitInfo circuit) {
        ObjectNode node = Json.object();
        node.put("circuit", circuit.id().value());
        node.put("role", circuit.role().toString());
        node.put("state", circuit.state().name());
        ArrayNode hops = node.putArray("hops");
        circuit.hops().forEach(hop -> hops.add(json(hop)));
        node.put("launchedAt", circuit.launchedAt().toString());
        node.put("builtMs", circuit.builtIn().map(Duration::toMillis).orElse(null));
        node.put("settledIntervals", circuit.settledIntervals());
        node.put("openStreams", circuit.openStreams());
        node.put("streams", circuit.streams());
        node.put("bytesRead", circuit.bytesRead());
        node.put("bytesWritten", circuit.bytesWritten());
        node.put("spentMsat", circuit.spent().msat());
        node.put("closedReason", clean(circuit.closedReason()));
        return node;
    }

    private static ObjectNode json(Hop hop) {
        ObjectNode node = Json.object();
        node.put("fingerprint", Json.relay(hop.relay()));
        node.put("nickname", PlainText.line(hop.nickname(), 40));
        node.put("rateMsat", hop.rate().msat());
        return node;
    }

    private static String clean(Optional<String> reason) {
        return reason.map(text -> PlainText.line(text, 200)).orElse(null);
    }
}
