package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.payment.CostReport;
import org.eltor.api.payment.RelayCost;
import org.eltor.api.payment.WalletCost;

/** What circuits cost, as rows and as JSON. Pure. */
public final class CostView {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    /** Relays that are listed; JSON has all. */
    private static final int LISTED = 20;

    private CostView() {}

    /** @param traffic what circuits carried; empty where no circuit manager runs */
    public static Page of(CostReport report, Optional<Traffic> traffic) {
        Listing listing = new Listing(
                List.of(
                        Listing.Column.text("Relay"),
                        Listing.Column.number("Payments"),
                        Listing.Column.number("Received (sat)"),
                        Listing.Column.number("Fees (sat)"),
                        Listing.Column.number("Fee share")),
                report.relays().stream().limit(LISTED).map(CostView::row).toList(),
                "Nothing was paid in the last " + Units.age(report.from(), report.to()) + ".");
        return Page.of(json(report, traffic), listing, lines(report, traffic));
    }

    private static List<String> row(RelayCost relay) {
        return List.of(
                relay.relay().hex().substring(0, 8),
                Long.toString(relay.payments()),
                Units.sat(relay.amount()),
                Units.sat(relay.fees()),
                share(relay.fees(), relay.spent()));
    }

    private static List<Page.Line> lines(CostReport report, Optional<Traffic> traffic) {
        List<Page.Line> lines = new ArrayList<>();
        if (report.relays().size() > LISTED) {
            lines.add(Page.Line.plain("And " + (report.relays().size() - LISTED) + " cheaper relays; --json has all."));
        }
        lines.add(Page.Line.of(
                "Spent",
                Units.sat(report.spent()) + " sat in " + Units.age(report.from(), report.to()) + ": "
                        + Units.sat(report.amount()) + " to relays, " + Units.sat(report.fees()) + " in fees ("
                        + share(report.fees(), report.spent()) + ")"));
        lines.add(Page.Line.of(
                "Per minute",
                sat(report.perCircuitMinute()) + " of a circuit, " + sat(report.perMinute()) + " of time"));
        lines.add(Page.Line.of(
                "Per GB",
                traffic.map(Traffic::perGigabyte)
                        .filter(OptionalDouble::isPresent)
                        .map(cost -> sat(cost) + ", over "
                                + Units.bytes(traffic.get().bytes()) + " since the start")
                        .orElse("not known yet: too little was carried")));
        lines.add(Page.Line.of(
                "Open",
                Units.sat(report.reserved()) + " sat reserved for open circuits, " + Units.sat(report.inFlight())
                        + " sat in flight"));
        for (WalletCost wallet : report.wallets()) {
            lines.add(Page.Line.of(
                    "Wallet",
                    PlainText.line(wallet.wallet(), 40) + ": " + Units.sat(wallet.lastDay()) + " sat in the last day"
                            + (wallet.dayLimit().msat() == 0 ? "" : " (limit " + Units.sat(wallet.dayLimit()) + ")")));
        }
        lines.add(Page.Line.of(
                "Forecast",
                "at this rate " + Units.sat(report.forecast(HOUR)) + " sat an hour"
                        + limit(report.forecast(HOUR), report.hourLimit()) + ", " + Units.sat(report.forecast(DAY))
                        + " sat a day" + limit(report.forecast(DAY), report.dayLimit())));
        if (report.feesExceedPrice()) {
            lines.add(new Page.Line(
                    "",
                    "Fees exceed what the relays receive: another wallet may take less, see eltor:wallets.",
                    Tone.CAUTION));
        }
        return lines;
    }

    private static String limit(MilliSatoshi forecast, MilliSatoshi limit) {
        return limit.msat() == 0
                ? ""
                : " (limit " + Units.sat(limit) + (forecast.compareTo(limit) > 0 ? ", will be reached)" : ")");
    }

    private static String share(MilliSatoshi part, MilliSatoshi whole) {
        return whole.msat() == 0 ? "-" : String.format(Locale.ROOT, "%.0f%%", 100.0 * part.msat() / whole.msat());
    }

    private static String sat(OptionalDouble msat) {
        return msat.isPresent() ? sat(msat.getAsDouble()) : "-";
    }

    private static String sat(double msat) {
        return String.format(Locale.ROOT, "%.2f sat", msat / 1000);
    }

    private static JsonNode json(CostReport report, Optional<Traffic> traffic) {
        ObjectNode node = Json.object()
                .put("from", report.from().toString())
                .put("to", report.to().toString())
                .put("payments", report.payments())
                .put("amountMsat", report.amount().msat())
                .put("feesMsat", report.fees().msat())
                .put("spentMsat", report.spent().msat())
                .put("feeShare", boxed(report.feeShare()))
                .put("paidTimeSeconds", report.paidTime().toSeconds())
                .put("perCircuitMinuteMsat", boxed(report.perCircuitMinute()))
                .put("perMinuteMsat", report.perMinute())
                .put(
                        "perGigabyteMsat",
                        traffic.map(carried -> boxed(carried.perGigabyte())).orElse(null))
                .put("inFlightMsat", report.inFlight().msat())
                .put("reservedMsat", report.reserved().msat())
                .put("lastDayMsat", report.lastDay().msat())
                .put("forecastHourMsat", report.forecast(HOUR).msat())
                .put("forecastDayMsat", report.forecast(DAY).msat())
                .put("hourLimitMsat", limit(report.hourLimit()))
                .put("dayLimitMsat", limit(report.dayLimit()))
                .put("feesExceedPrice", report.feesExceedPrice());
        ArrayNode relays = node.putArray("relays");
        for (RelayCost relay : report.relays()) {
            relays.addObject()
                    .put("relay", Json.relay(relay.relay()))
                    .put("payments", relay.payments())
                    .put("amountMsat", relay.amount().msat())
                    .put("feesMsat", relay.fees().msat());
        }
        ArrayNode wallets = node.putArray("wallets");
        for (WalletCost wallet : report.wallets()) {
            wallets.addObject()
                    .put("wallet", wallet.wallet())
                    .put("lastDayMsat", wallet.lastDay().msat())
                    .put("dayLimitMsat", limit(wallet.dayLimit()));
        }
        return node;
    }

    private static Long limit(MilliSatoshi limit) {
        return limit.msat() == 0 ? null : (Long) limit.msat();
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
