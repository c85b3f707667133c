package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eltor.api.circuit.SessionInfo;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.payment.PaymentTotals;
import org.eltor.api.tor.TorInfo;
import org.eltor.api.tor.TorMode;

/** The status as lines and as JSON. Says what is missing and what to do about it. Pure. */
public final class StatusView {
    private static final int LIMIT = 300;
    private static final String NO_WALLET =
            "none: relays that ask money cannot be paid; feature:list | grep eltor-wallet shows the choice";

    private StatusView() {}

    /** The page of a status. */
    public static Page of(Status status) {
        List<Page.Line> lines = new ArrayList<>();
        session(status, lines);
        lines.add(Page.Line.of("Tor", status.tor().map(StatusView::tor).orElse("not connected")));
        status.session().ifPresent(session -> progress(session, status.usable(), lines));
        lines.add(Page.Line.of(
                "Strategy",
                status.strategy().map(StatusView::name).orElse("none: feature:install eltor adds round-robin")));
        lines.add(
                status.wallets().isEmpty()
                        ? new Page.Line("Wallets", NO_WALLET, Tone.CAUTION)
                        : Page.Line.of(
                                "Wallets", status.wallets().size() + " (" + String.join(", ", names(status)) + ")"));
        status.totals()
                .ifPresentOrElse(totals -> paid(totals, lines), () -> lines.add(Page.Line.of("Paid", "not known")));
        problems(status, lines);
        return Page.of(json(status), lines);
    }

    private static void session(Status status, List<Page.Line> lines) {
        if (status.session().isEmpty()) {
            lines.add(new Page.Line(
                    "Session", "no circuit manager is running: feature:install eltor brings it", Tone.BAD));
            return;
        }
        SessionState state = status.session().get().state();
        lines.add(new Page.Line("Session", state.name() + hint(state), tone(state)));
    }

    private static String hint(SessionState state) {
        return switch (state) {
            case STOPPED -> ": eltor:start starts";
            case WAITING -> ": something is missing, see below; goes on by itself once it is there";
            case BUILDING -> ": the first circuits are being built";
            case RUNNING -> "";
            case DEGRADED -> ": fewer circuits than wanted, the rest is being built";
            case STOPPING -> ": circuits are being closed";
        };
    }

    private static Tone tone(SessionState state) {
        return switch (state) {
            case RUNNING -> Tone.GOOD;
            case STOPPED -> Tone.PLAIN;
            case WAITING, BUILDING, DEGRADED, STOPPING -> Tone.CAUTION;
        };
    }

    private static String tor(TorInfo tor) {
        return PlainText.line(tor.version(), 60) + " (" + (tor.mode() == TorMode.ELTOR ? "elTor fork" : "stock tor")
                + ") at " + PlainText.line(tor.endpoint(), 120);
    }

    private static void progress(SessionInfo session, int usable, List<Page.Line> lines) {
        lines.add(Page.Line.of("Circuits", usable + " usable of " + session.circuits() + " wanted"));
        lines.add(Page.Line.of("Round", session.round() + " of " + session.rounds()));
        lines.add(Page.Line.of("Failovers", Integer.toString(session.failovers())));
    }

    private static void paid(PaymentTotals totals, List<Page.Line> lines) {
        lines.add(Page.Line.of(
                "Paid",
                Units.both(totals.spent()) + " in " + totals.settled()
                        + (totals.settled() == 1 ? " payment, " : " payments, ") + totals.fees() + " of it fees"));
        lines.add(Page.Line.of(
                "Lately",
                Units.both(totals.lastHour()) + " in the last hour, " + Units.both(totals.lastDay())
                        + " in the last day"));
        if (totals.inFlight() > 0) {
            lines.add(new Page.Line(
                    "In flight",
                    totals.inFlight() + " whose outcome is not known yet; looked up, not repeated",
                    Tone.CAUTION));
        }
    }

    private static void problems(Status status, List<Page.Line> lines) {
        Optional<String> own = status.session().flatMap(SessionInfo::problem).map(text -> PlainText.line(text, LIMIT));
        own.ifPresent(text -> lines.add(new Page.Line("Problem", text, Tone.BAD)));
        status.problems().stream()
                .filter(problem -> own.isEmpty() || !own.get().equals(problem.text()))
                .forEach(problem -> lines.add(new Page.Line("Problem", problem.toString(), Tone.BAD)));
    }

    private static String name(String name) {
        return PlainText.line(name, 40);
    }

    private static List<String> names(Status status) {
        return status.wallets().stream().map(StatusView::name).toList();
    }

    private static JsonNode json(Status status) {
        ObjectNode node = Json.object();
        Optional<SessionInfo> session = status.session();
        node.put("state", session.map(info -> info.state().name()).orElse(null));
        node.put(
                "problem",
                session.flatMap(SessionInfo::problem)
                        .map(text -> PlainText.line(text, LIMIT))
                        .orElse(null));
        node.set("tor", status.tor().map(StatusView::json).orElse(null));
        node.put("round", session.map(SessionInfo::round).orElse(null));
        node.put("rounds", session.map(SessionInfo::rounds).orElse(null));
        node.put("circuitsUsable", status.usable());
        node.put("circuitsWanted", session.map(SessionInfo::circuits).orElse(null));
        node.put("failovers", session.map(SessionInfo::failovers).orElse(null));
        node.put("strategy", status.strategy().map(StatusView::name).orElse(null));
        node.set("wallets", Json.strings(names(status)));
        node.set("paid", status.totals().map(StatusView::json).orElse(null));
        ArrayNode problems = node.putArray("problems");
        status.problems()
                .forEach(problem -> problems.addObject()
                        .put("component", problem.component())
                        .put("problem", problem.text()));
        return node;
    }

    private static ObjectNode json(TorInfo tor) {
        return Json.object()
                .put("version", PlainText.line(tor.version(), 60))
                .put("mode", tor.mode().name())
                .put("endpoint", PlainText.line(tor.endpoint(), 120));
    }

    private static ObjectNode json(PaymentTotals totals) {
        return Json.object()
                .put("payments", totals.settled())
                .put("amountMsat", totals.amount().msat())
                .put("feesMsat", totals.fees().msat())
                .put("spentMsat", totals.spent().msat())
                .put("inFlight", totals.inFlight())
                .put("lastHourMsat", totals.lastHour().msat())
                .put("lastDayMsat", totals.lastDay().msat());
    }
}
