package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.List;
import org.eltor.api.circuit.StreamInfo;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.StreamStatus;

/** Streams as rows and as JSON, targets included: they are for the user's own eyes. Pure. */
public final class StreamsView {
    private StreamsView() {}

    /** @param streams oldest first */
    public static Page of(List<StreamInfo> streams, Instant now) {
        Listing listing = new Listing(
                List.of(
                        Listing.Column.text("Id"),
                        Listing.Column.text("Circuit"),
                        Listing.Column.state("Status", StreamsView::tone),
                        Listing.Column.text("Target"),
                        Listing.Column.number("Age")),
                streams.stream().map(stream -> row(stream, now)).toList(),
                "No streams.");
        return Page.of(json(streams), listing, List.of());
    }

    private static List<String> row(StreamInfo stream, Instant now) {
        return List.of(
                stream.id().value(),
                stream.circuit().map(CircuitId::value).orElse("waits"),
                stream.status().name(),
                target(stream),
                Units.age(stream.since(), now));
    }

    private static String target(StreamInfo stream) {
        String host = PlainText.line(stream.targetHost(), 44);
        if (stream.targetPort() == 0) {
            return host + " (lookup)";
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + stream.targetPort();
    }

    private static Tone tone(String status) {
        return status.equals(StreamStatus.SUCCEEDED.name())
                ? Tone.GOOD
                : status.equals(StreamStatus.DETACHED.name()) ? Tone.CAUTION : Tone.PLAIN;
    }

    private static JsonNode json(List<StreamInfo> streams) {
        ArrayNode array = Json.array();
        for (StreamInfo stream : streams) {
            array.addObject()
                    .put("stream", stream.id().value())
                    .put("circuit", stream.circuit().map(CircuitId::value).orElse(null))
                    .put("status", stream.status().name())
                    .put("targetHost", PlainText.line(stream.targetHost(), 255))
                    .put("targetPort", stream.targetPort())
                    .put("since", stream.since().toString());
        }
        return array;
    }
}
