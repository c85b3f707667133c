package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eltor.api.relay.PathExplanation;
import org.eltor.api.relay.RelayDescriptor;

/** What many plans came to, as a table of the relays used most and as JSON. Pure. */
public final class PathTestView {
    private static final List<String> POSITIONS = List.of("guard", "middle", "exit");
    private static final List<String> LABELS = List.of("Guards", "Middles", "Exits");
    private static final int SHOWN = 5;
    private static final int IN_JSON = 20;
    private static final int LIMIT = 500;

    private PathTestView() {}

    /**
     * @param explanation what the paths were chosen from
     * @param beside how many live circuits the paths would stand beside
     */
    public static Page of(PathTest test, PathExplanation explanation, int beside) {
        List<List<String>> rows = new ArrayList<>();
        for (int hop = 0; hop < 3; hop++) {
            for (Map.Entry<RelayDescriptor, Integer> use : most(test.uses().get(hop), SHOWN)) {
                RelayDescriptor relay = use.getKey();
                rows.add(List.of(
                        POSITIONS.get(hop),
                        PlainText.line(relay.nickname(), 19),
                        relay.fingerprint().hex().substring(0, 8),
                        String.valueOf(use.getValue()),
                        percent(use.getValue(), test.planned())));
            }
        }
        Listing listing = new Listing(
                List.of(
                        Listing.Column.text("Position"),
                        Listing.Column.text("Nickname"),
                        Listing.Column.text("Relay"),
                        Listing.Column.number("Paths"),
                        Listing.Column.number("Share")),
                rows,
                "No path could be planned.");
        return Page.of(
                json(test, explanation).put("besideCircuits", beside), listing, lines(test, explanation, beside));
    }

    private static List<Map.Entry<RelayDescriptor, Integer>> most(Map<RelayDescriptor, Integer> uses, int limit) {
        return uses.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<RelayDescriptor, Integer> use) -> -use.getValue())
                        .thenComparing(use -> use.getKey().fingerprint()))
                .limit(limit)
                .toList();
    }

    private static String percent(int part, int whole) {
        return String.format(Locale.ROOT, "%.2f %%", 100.0 * part / whole);
    }

    private static List<Page.Line> lines(PathTest test, PathExplanation explanation, int beside) {
        List<Page.Line> lines = new ArrayList<>();
        lines.add(Page.Line.of("Paths", test.planned() + " planned, " + test.failed() + " failed"));
        for (int hop = 0; hop < 3; hop++) {
            PathExplanation.Position position = explanation.positions().get(hop);
            String spread = String.format(
                    Locale.ROOT,
                    "%d different of %d, as hard to guess as %.0f equally likely ones",
                    test.uses().get(hop).size(),
                    position.candidates(),
                    position.effective());
            lines.add(Page.Line.of(LABELS.get(hop), spread));
        }
        if (test.uses().get(0).size() == 1) {
            lines.add(
                    Page.Line.of("", "All paths have one guard, as long as it answers: that is what guards are for."));
        }
        ExplanationView.beside(beside).ifPresent(lines::add);
        if (test.planned() > 0) {
            lines.add(Page.Line.of(
                    "Cost",
                    "%d to %d msat a circuit, median %d; up to %d are allowed"
                            .formatted(
                                    test.costs()[0],
                                    test.costs()[test.planned() - 1],
                                    PathTest.median(test.costs()),
                                    explanation.most().msat())));
            lines.add(Page.Line.of("Time", micros(PathTest.median(test.nanos())) + " µs a path (median)"));
        }
        ExplanationView.refusals(explanation).ifPresent(lines::add);
        test.relaxed()
                .forEach((rule, count) -> lines.add(new Page.Line("Relaxed", count + " times: " + rule, Tone.CAUTION)));
        test.failures()
                .forEach((message, count) -> lines.add(
                        new Page.Line("Failed", count + " times: " + PlainText.line(message, LIMIT), Tone.BAD)));
        return lines.stream().map(Page.Line::folded).toList();
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1000.0);
    }

    private static ObjectNode json(PathTest test, PathExplanation explanation) {
        ObjectNode json = Json.object().put("planned", test.planned()).put("failed", test.failed());
        ArrayNode positions = json.putArray("positions");
        for (int hop = 0; hop < 3; hop++) {
            ObjectNode position = positions.addObject().put("position", POSITIONS.get(hop));
            position.put("candidates", explanation.positions().get(hop).candidates());
            position.put("effectiveCandidates", explanation.positions().get(hop).effective());
            position.put("different", test.uses().get(hop).size());
            ArrayNode top = position.putArray("mostUsed");
            most(test.uses().get(hop), IN_JSON)
                    .forEach(use -> top.addObject()
                            .put("relay", Json.relay(use.getKey().fingerprint()))
                            .put("nickname", PlainText.line(use.getKey().nickname(), 40))
                            .put("paths", use.getValue()));
        }
        boolean any = test.planned() > 0;
        json.put("costMinMsat", any ? (Long) test.costs()[0] : null);
        json.put("costMedianMsat", any ? (Long) PathTest.median(test.costs()) : null);
        json.put("costMaxMsat", any ? (Long) test.costs()[test.planned() - 1] : null);
        json.put("limitMsat", explanation.most().msat());
        json.put("timeMedianNanos", any ? (Long) PathTest.median(test.nanos()) : null);
        json.set("refusals", ExplanationView.counts(explanation.refusals()));
        json.set("relaxed", ExplanationView.counts(test.relaxed()));
        json.set("failures", ExplanationView.counts(test.failures()));
        return json;
    }
}
