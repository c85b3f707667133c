package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;

/** Relays as rows and as JSON; of their payees only the kind. Pure. */
public final class RelaysView {
    private RelaysView() {}

    /** @param limit most relays shown */
    public static Page of(NetworkView view, RelayOrder order, int limit) {
        Collection<RelayDescriptor> relays = view.relays();
        List<RelayDescriptor> shown =
                relays.stream().sorted(order.comparator()).limit(limit).toList();
        Listing listing = new Listing(
                List.of(
                        Listing.Column.text("Nickname"),
                        Listing.Column.text("Relay"),
                        Listing.Column.text("Flags"),
                        Listing.Column.text("Address"),
                        Listing.Column.number("Bandwidth"),
                        Listing.Column.number("msat/interval"),
                        Listing.Column.text("Payees")),
                shown.stream().map(RelaysView::row).toList(),
                "No relays.");
        return Page.of(json(shown), listing, footer(view, shown.size()));
    }

    private static List<Page.Line> footer(NetworkView view, int shown) {
        Collection<RelayDescriptor> relays = view.relays();
        long paid = relays.stream().filter(relay -> !relay.terms().isFree()).count();
        List<Page.Line> lines = new ArrayList<>();
        lines.add(Page.Line.plain(shown + " of " + relays.size() + " relays; " + paid + " of all ask money."));
        lines.add(Page.Line.plain("Flags: G guard, E exit, F fast, S stable, R running, V valid, B bad exit."));
        if (!view.leftOut().isEmpty()) {
            lines.add(new Page.Line(
                    "Left out",
                    view.leftOut().entrySet().stream()
                            .map(reason -> reason.getValue() + " " + reason.getKey())
                            .collect(Collectors.joining(", ")),
                    Tone.CAUTION));
        }
        return lines;
    }

    private static List<String> row(RelayDescriptor relay) {
        return List.of(
                PlainText.line(relay.nickname(), 19),
                relay.fingerprint().hex().substring(0, 8),
                flags(relay),
                PlainText.line(relay.addresses().stream().findFirst().orElse(""), 15),
                Units.bytes(Math.multiplyExact(relay.bandwidth(), 1000L)) + "/s",
                rate(relay.terms()),
                kinds(relay.terms()).stream().map(RelaysView::kind).collect(Collectors.joining(",")));
    }

    private static String flags(RelayDescriptor relay) {
        return letter(relay, RelayFlag.GUARD, "G")
                + letter(relay, RelayFlag.EXIT, "E")
                + letter(relay, RelayFlag.FAST, "F")
                + letter(relay, RelayFlag.STABLE, "S")
                + letter(relay, RelayFlag.RUNNING, "R")
                + letter(relay, RelayFlag.VALID, "V")
                + letter(relay, RelayFlag.BAD_EXIT, "B");
    }

    private static String letter(RelayDescriptor relay, RelayFlag flag, String letter) {
        return relay.has(flag) ? letter : "";
    }

    private static String rate(PaymentTerms terms) {
        if (terms.isFree()) {
            return "free";
        }
        String rate = terms.rate().msat() + "/" + Units.seconds(terms.interval());
        return terms.handshakeFee().msat() == 0
                ? rate
                : rate + "+" + terms.handshakeFee().msat();
    }

    private static List<PayeeKind> kinds(PaymentTerms terms) {
        return terms.payees().stream().map(Payee::kind).distinct().toList();
    }

    /** A kind of payee in one short word. */
    static String kind(PayeeKind kind) {
        return switch (kind) {
            case BOLT12_OFFER -> "bolt12";
            case BIP353 -> "bip353";
            case LNURL_PAY -> "lnurl";
            case LIGHTNING_ADDRESS -> "address";
            case BOLT11_INVOICE -> "bolt11";
        };
    }

    private static JsonNode json(List<RelayDescriptor> relays) {
        ArrayNode array = Json.array();
        relays.forEach(relay -> array.add(json(relay)));
        return array;
    }

    private static ObjectNode json(RelayDescriptor relay) {
        PaymentTerms terms = relay.terms();
        ObjectNode node = Json.object();
        node.put("fingerprint", Json.relay(relay.fingerprint()));
        node.put("nickname", PlainText.line(relay.nickname(), 40));
        node.set(
                "addresses",
                Json.strings(relay.addresses().stream()
                        .map(address -> PlainText.line(address, 60))
                        .toList()));
        node.set(
                "flags",
                Json.strings(
                        relay.flags().stream().sorted().map(RelayFlag::name).toList()));
        node.put("bandwidthKilobytesPerSecond", relay.bandwidth());
        node.put("deliversPaymentIds", relay.deliversPaymentIds());
        node.put("rateMsat", terms.rate().msat());
        node.put("intervalMs", terms.interval().toMillis());
        node.put("intervals", terms.intervals());
        node.put("handshakeFeeMsat", terms.handshakeFee().msat());
        node.set(
                "payeeKinds",
                Json.strings(kinds(terms).stream().map(PayeeKind::name).toList()));
        return node;
    }
}
