package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.GuardRecord;
import org.eltor.api.relay.PathExplanation;

/** What paths are chosen from, as a table of the likeliest relays and as JSON. Pure. */
public final class ExplanationView {
    private static final int SHOWN = 5;
    private static final int LIMIT = 500;

    private ExplanationView() {}

    /**
     * The explanation for people and for programs.
     *
     * @param beside how many live circuits the path would stand beside
     */
    public static Page of(PathExplanation explanation, int beside) {
        List<List<String>> rows = new ArrayList<>();
        for (PathExplanation.Position position : explanation.positions()) {
            position.likeliest().stream()
                    .limit(SHOWN)
                    .forEach(share -> rows.add(List.of(
                            position.name(),
                            PlainText.line(share.relay().nickname(), 19),
                            share.relay().fingerprint().hex().substring(0, 8),
                            String.format(Locale.ROOT, "%.3f %%", 100 * share.probability()),
                            String.valueOf(share.cost().msat()),
                            String.format(Locale.ROOT, "%.2f", share.factor()))));
        }
        Listing listing = new Listing(
                List.of(
                        Listing.Column.text("Position"),
                        Listing.Column.text("Likeliest"),
                        Listing.Column.text("Relay"),
                        Listing.Column.number("Chance"),
                        Listing.Column.number("msat/circuit"),
                        Listing.Column.number("Factor")),
                rows,
                "No relay can be used.");
        return Page.of(json(explanation).put("besideCircuits", beside), listing, lines(explanation, beside));
    }

    private static List<Page.Line> lines(PathExplanation explanation, int beside) {
        List<Page.Line> lines = new ArrayList<>();
        lines.add(Page.Line.of(
                "Relays", explanation.relays() + " known. Which can be used, and how hard each is to guess:"));
        explanation.positions().forEach(position -> lines.add(position(position)));
        refusals(explanation).ifPresent(lines::add);
        beside(beside).ifPresent(lines::add);
        lines.add(Page.Line.of(
                "Cost",
                explanation
                                .cheapest()
                                .map(cost -> "the cheapest circuit costs " + cost.msat() + " msat")
                                .orElse("no circuit at any price")
                        + "; up to " + explanation.most().msat() + " msat are allowed"));
        lines.add(Page.Line.of("Guards", guards(explanation.guards())));
        explanation.guards().stream()
                .filter(guard -> guard.primary() || guard.distrusted())
                .forEach(guard -> lines.add(guard(guard)));
        lines.add(Page.Line.of("Chance", "by weight alone; relays of one family or network are not in one path"));
        lines.add(Page.Line.of("Factor", "what price and history do to the weight, 0.50 to 2.00"));
        explanation.notes().forEach(note -> lines.add(Page.Line.of("Note", PlainText.line(note, LIMIT))));
        explanation
                .problem()
                .ifPresent(problem -> lines.add(new Page.Line("No path", PlainText.line(problem, LIMIT), Tone.BAD)));
        return lines.stream().map(Page.Line::folded).toList();
    }

    private static Page.Line position(PathExplanation.Position position) {
        return Page.Line.of(
                "  " + position.name(),
                String.format(
                        Locale.ROOT,
                        "%d to choose from, as hard to guess as %.0f equally likely ones",
                        position.candidates(),
                        position.effective()));
    }

    /** Beside which circuits a path is chosen; empty beside none. */
    static Optional<Page.Line> beside(int circuits) {
        return circuits == 0
                ? Optional.empty()
                : Optional.of(Page.Line.of(
                        "Beside",
                        circuits == 1
                                ? "1 live circuit, to which its middle and exit are left"
                                : circuits + " live circuits, to which their middles and exits are left"));
    }

    /** The relays that are out, by reason; empty where none is. */
    static Optional<Page.Line> refusals(PathExplanation explanation) {
        return explanation.refusals().isEmpty()
                ? Optional.empty()
                : Optional.of(Page.Line.of(
                        "Refused",
                        explanation.refusals().entrySet().stream()
                                .map(refusal -> refusal.getValue() + " " + refusal.getKey())
                                .collect(Collectors.joining(", "))));
    }

    private static String guards(List<GuardRecord> guards) {
        return guards.isEmpty()
                ? "none chosen yet"
                : guards.size() + " in the set, "
                        + guards.stream().filter(GuardRecord::primary).count() + " of them primary";
    }

    private static Page.Line guard(GuardRecord guard) {
        String bias = guard.circuits() == 0 && guard.used() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %.0f of %.0f circuits built, %.0f of %.0f ended by others though paid",
                        guard.built(),
                        guard.circuits(),
                        guard.paidButClosed(),
                        guard.used());
        String state = guard.distrusted()
                ? "distrusted"
                : guard.unreachableSince()
                        .map(since -> "does not answer since " + Units.time(since))
                        .orElse(guard.confirmed().isPresent() ? "confirmed" : "not used yet");
        return new Page.Line(
                guard.relay().hex().substring(0, 8),
                state + bias,
                guard.distrusted() || guard.unreachableSince().isPresent() ? Tone.CAUTION : Tone.PLAIN);
    }

    private static ObjectNode json(PathExplanation explanation) {
        ObjectNode json = Json.object().put("relays", explanation.relays());
        ArrayNode positions = json.putArray("positions");
        explanation.positions().forEach(position -> positions.add(json(position)));
        json.set("refusals", counts(explanation.refusals()));
        json.put("cheapestMsat", explanation.cheapest().map(MilliSatoshi::msat).orElse(null));
        json.put("limitMsat", explanation.most().msat());
        ArrayNode guards = json.putArray("guards");
        explanation.guards().forEach(guard -> guards.add(json(guard)));
        json.set(
                "notes",
                Json.strings(explanation.notes().stream()
                        .map(note -> PlainText.line(note, LIMIT))
                        .toList()));
        json.put(
                "problem",
                explanation
                        .problem()
                        .map(problem -> PlainText.line(problem, LIMIT))
                        .orElse(null));
        return json;
    }

    private static ObjectNode json(PathExplanation.Position position) {
        ObjectNode json = Json.object().put("position", position.name());
        json.put("candidates", position.candidates());
        json.put("effectiveCandidates", position.effective());
        ArrayNode likeliest = json.putArray("likeliest");
        position.likeliest()
                .forEach(share -> likeliest
                        .addObject()
                        .put("relay", Json.relay(share.relay().fingerprint()))
                        .put("nickname", PlainText.line(share.relay().nickname(), 40))
                        .put("probability", share.probability())
                        .put("costMsat", share.cost().msat())
                        .put("factor", share.factor()));
        return json;
    }

    private static ObjectNode json(GuardRecord guard) {
        return Json.object()
                .put("relay", Json.relay(guard.relay()))
                .put("primary", guard.primary())
                .put("added", guard.added().toString())
                .put("confirmed", guard.confirmed().map(Object::toString).orElse(null))
                .put(
                        "unreachableSince",
                        guard.unreachableSince().map(Object::toString).orElse(null))
                .put("distrusted", guard.distrusted())
                .put("circuits", guard.circuits())
                .put("built", guard.built())
                .put("used", guard.used())
                .put("paidButClosed", guard.paidButClosed());
    }

    static ObjectNode counts(Map<String, Integer> counts) {
        ObjectNode json = Json.object();
        counts.forEach((reason, count) -> json.put(PlainText.line(reason, LIMIT), count));
        return json;
    }
}
