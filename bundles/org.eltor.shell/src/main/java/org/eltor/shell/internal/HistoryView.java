package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eltor.api.relay.RelayRecord;

/** What is remembered of relays, as rows and as JSON. Pure. */
public final class HistoryView {
    private HistoryView() {}

    /** @param limit most relays shown */
    public static Page of(List<RelayRecord> records, int limit) {
        List<RelayRecord> shown = records.stream().limit(limit).toList();
        Listing listing = new Listing(
                List.of(
                        Listing.Column.text("Relay"),
                        Listing.Column.number("Tried"),
                        Listing.Column.number("Answer"),
                        Listing.Column.number("Build"),
                        Listing.Column.number("Speed"),
                        Listing.Column.number("Cut off"),
                        Listing.Column.number("Factor"),
                        Listing.Column.text("Last")),
                shown.stream().map(HistoryView::row).toList(),
                "Nothing is remembered of any relay yet.");
        return Page.of(
                json(shown),
                listing,
                records.isEmpty()
                        ? List.of(
                                Page.Line.plain("Circuits are remembered once they were built, or failed at a relay."))
                        : List.of(
                                Page.Line.plain(shown.size() + " of " + records.size()
                                        + " relays. Experience fades: after a week it counts half."),
                                Page.Line.plain("Cut off: circuits that others ended although all was paid.")));
    }

    /** The answer to a request to forget. */
    public static Page cleared(int relays) {
        return Page.of(
                Json.object().put("cleared", true).put("relays", relays),
                List.of(Page.Line.plain(
                        "Forgot what was remembered of relays (" + relays + " of them). The guards stay.")));
    }

    private static List<String> row(RelayRecord record) {
        return List.of(
                record.relay().hex().substring(0, 8),
                number("%.1f", record.circuits()),
                number("%.0f %%", 100 * record.success()),
                record.buildTime().map(Units::seconds).orElse("-"),
                record.bytesPerSecond().isPresent()
                        ? Units.bytes(record.bytesPerSecond().getAsLong()) + "/s"
                        : "-",
                number("%.1f", record.paidButClosed()),
                number("%.2f", record.factor()),
                Units.time(record.last()).substring(0, 10));
    }

    private static String number(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }

    private static ArrayNode json(List<RelayRecord> records) {
        ArrayNode array = Json.array();
        records.forEach(record -> {
            ObjectNode json = array.addObject().put("relay", Json.relay(record.relay()));
            json.put("circuits", record.circuits());
            json.put("success", record.success());
            json.put("buildMs", record.buildTime().map(Duration::toMillis).orElse(null));
            json.put(
                    "bytesPerSecond",
                    record.bytesPerSecond().isPresent()
                            ? (Long) record.bytesPerSecond().getAsLong()
                            : null);
            json.put("paidButClosed", record.paidButClosed());
            json.put("factor", record.factor());
            json.put("last", record.last().toString());
        });
        return array;
    }
}
