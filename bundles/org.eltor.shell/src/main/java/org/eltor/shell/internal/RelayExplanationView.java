package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eltor.api.relay.RelayExplanation;

/** Why single relays are chosen or not, a line each, and as JSON. Pure. */
public final class RelayExplanationView {
    private static final int LIMIT = 500;

    private RelayExplanationView() {}

    /** @param relays those that go by the name that was asked for */
    public static Page of(List<RelayExplanation> relays) {
        ArrayNode json = Json.array();
        relays.forEach(relay -> json.add(json(relay)));
        return Page.of(
                json,
                relays.stream()
                        .map(relay -> Page.Line.plain(line(relay)).folded())
                        .toList());
    }

    private static String line(RelayExplanation explanation) {
        return PlainText.line(explanation.relay().nickname(), 19) + " "
                + explanation.relay().fingerprint().hex().substring(0, 8) + ": "
                + explanation.positions().stream()
                        .map(RelayExplanationView::text)
                        .collect(Collectors.joining("; "));
    }

    private static String text(RelayExplanation.Position position) {
        String reason = position.reason()
                .map(text -> ", " + PlainText.line(text, LIMIT))
                .orElse("");
        return position.name()
                + (position.probability().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                " yes, chance %.3f %%",
                                100 * position.probability().getAsDouble())
                        : " no")
                + reason;
    }

    private static ObjectNode json(RelayExplanation explanation) {
        ObjectNode json = Json.object()
                .put("relay", Json.relay(explanation.relay().fingerprint()))
                .put("nickname", PlainText.line(explanation.relay().nickname(), 40));
        ArrayNode positions = json.putArray("positions");
        for (RelayExplanation.Position position : explanation.positions()) {
            positions
                    .addObject()
                    .put("position", position.name())
                    .put("candidate", position.probability().isPresent())
                    .put(
                            "probability",
                            position.probability().isPresent()
                                    ? position.probability().getAsDouble()
                                    : null)
                    .put(
                            "reason",
                            position.reason()
                                    .map(text -> PlainText.line(text, LIMIT))
                                    .orElse(null));
        }
        return json;
    }
}
