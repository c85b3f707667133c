package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eltor.api.payment.ImportReport;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentState;
import org.eltor.api.tor.CircuitId;

/** Entries of the ledger as rows and as JSON. Pure. */
public final class PaymentsView {
    private PaymentsView() {}

    /** @param records newest first */
    public static Page of(List<PaymentRecord> records) {
        Listing listing = new Listing(
                List.of(
                        Listing.Column.text("Time (UTC)"),
                        Listing.Column.text("Circuit"),
                        Listing.Column.text("Relay"),
                        Listing.Column.number("Interval"),
                        Listing.Column.state("State", PaymentsView::tone),
                        Listing.Column.number("msat"),
                        Listing.Column.number("Fee"),
                        Listing.Column.text("Wallet")),
                records.stream().map(PaymentsView::row).toList(),
                "No payments yet.");
        return Page.of(json(records), listing, List.of());
    }

    /** What is said of an export. */
    public static Page exported(Path file, int payments) {
        return Page.of(
                Json.object()
                        .put("file", file.toString())
                        .put("payments", payments)
                        .put("secrets", true),
                List.of(
                        Page.Line.plain("Wrote " + count(payments) + " to " + PlainText.line(file.toString(), 400)),
                        new Page.Line(
                                "",
                                "The file holds secrets: payment ids and preimages. Keep it to yourself, and delete it"
                                        + " when it has served.",
                                Tone.CAUTION)));
    }

    /** What is said of an export that others may see. */
    public static Page redacted(Path file, int payments) {
        return Page.of(
                Json.object()
                        .put("file", file.toString())
                        .put("payments", payments)
                        .put("secrets", false),
                List.of(Page.Line.plain("Wrote " + count(payments) + " to " + PlainText.line(file.toString(), 400)
                        + ", without ids, payees, relays and minutes.")));
    }

    /** What is said of an import. */
    public static Page imported(Path file, ImportReport report) {
        List<Page.Line> lines = new ArrayList<>();
        lines.add(Page.Line.plain("Took over " + count(report.added()) + " from " + PlainText.line(file.toString(), 400)
                + "; " + report.known() + " were known."));
        if (report.refused() > 0) {
            lines.add(new Page.Line("", report.refused() + " entries make no sense and were left out.", Tone.CAUTION));
        }
        if (report.torn()) {
            lines.add(new Page.Line("", "The file is torn: what was whole before its end was read.", Tone.CAUTION));
        }
        return Page.of(
                Json.object()
                        .put("file", file.toString())
                        .put("added", report.added())
                        .put("known", report.known())
                        .put("refused", report.refused())
                        .put("torn", report.torn()),
                lines);
    }

    private static String count(int payments) {
        return payments + (payments == 1 ? " payment" : " payments");
    }

    private static List<String> row(PaymentRecord payment) {
        return List.of(
                Units.time(payment.updatedAt()),
                payment.circuit().map(CircuitId::value).orElse(""),
                payment.relay().hex().substring(0, 8),
                Integer.toString(payment.interval()),
                payment.state().name(),
                Long.toString(payment.amount().msat()),
                Long.toString(payment.fee().msat()),
                PlainText.line(payment.wallet().orElse(""), 14));
    }

    private static Tone tone(String state) {
        return state.equals(PaymentState.SETTLED.name())
                ? Tone.GOOD
                : state.equals(PaymentState.FAILED.name())
                        ? Tone.BAD
                        : state.equals(PaymentState.IN_FLIGHT.name()) ? Tone.CAUTION : Tone.PLAIN;
    }

    private static JsonNode json(List<PaymentRecord> records) {
        ArrayNode array = Json.array();
        for (PaymentRecord payment : records) {
            array.addObject()
                    .put("circuit", payment.circuit().map(CircuitId::value).orElse(null))
                    .put("relay", Json.relay(payment.relay()))
                    .put("interval", payment.interval())
                    .put("state", payment.state().name())
                    .put("amountMsat", payment.amount().msat())
                    .put("feeMsat", payment.fee().msat())
                    .put(
                            "wallet",
                            payment.wallet()
                                    .map(name -> PlainText.line(name, 40))
                                    .orElse(null))
                    .put("updatedAt", payment.updatedAt().toString());
        }
        return array;
    }
}
