package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletTrait;

/** Wallets as rows and as JSON. Pure. */
public final class WalletsView {
    private static final int WARNING = 300;

    private WalletsView() {}

    /**
     * @param wallets preferred first
     * @param problems what stands in the way of paying with any of them
     */
    public static Page of(List<WalletInfo> wallets, List<Problem> problems) {
        Listing listing = new Listing(
                List.of(
                        Listing.Column.text("Wallet"),
                        Listing.Column.number("Balance (sat)"),
                        Listing.Column.text("Pays"),
                        Listing.Column.text("Whole sat"),
                        Listing.Column.text("Fee"),
                        Listing.Column.text("Lookup")),
                wallets.stream().map(WalletsView::row).toList(),
                "No wallet. feature:list | grep eltor-wallet shows which there are, feature:install NAME adds one;"
                        + " eltor:status says what an installed one lacks;"
                        + " eltor:wallets --import takes over those of eltord.");
        return Page.of(json(wallets), listing, remarks(wallets, problems));
    }

    /** @param said a line for each wallet that was found in tor's configuration */
    public static Page imported(List<String> said) {
        ArrayNode array = Json.array();
        said.forEach(array::add);
        List<Page.Line> lines = new ArrayList<>();
        said.forEach(line -> lines.add(Page.Line.plain(line)));
        if (said.isEmpty()) {
            lines.add(Page.Line.plain("Tor's configuration names no wallets."));
        } else {
            lines.add(Page.Line.plain(
                    "The lines in tor's configuration can be read by whoever controls it: remove them."));
        }
        return Page.of(array, lines);
    }

    private static List<String> row(WalletInfo wallet) {
        WalletCapabilities can = wallet.capabilities();
        return List.of(
                name(wallet, 20),
                wallet.balance().map(Units::sat).orElse("unknown"),
                kinds(can).stream().map(RelaysView::kind).collect(Collectors.joining(",")),
                can.wholeSatoshi() ? "yes" : "no",
                fee(can.feeBase(), can.feePartsPerMillion()),
                can.lookup() ? "yes" : "no");
    }

    private static String fee(MilliSatoshi base, int partsPerMillion) {
        String part =
                BigDecimal.valueOf(partsPerMillion, 4).stripTrailingZeros().toPlainString() + "%";
        return base.msat() == 0 ? part : base + " + " + part;
    }

    private static List<PayeeKind> kinds(WalletCapabilities capabilities) {
        return capabilities.payees().stream().sorted().toList();
    }

    private static Stream<WalletTrait> traits(WalletCapabilities capabilities) {
        return capabilities.traits().stream().sorted();
    }

    private static String words(WalletTrait trait) {
        return switch (trait) {
            case FEE_LIMIT -> "keeps fee limits";
            case CUSTODIAL -> "custodial";
            case PERMANENT_PAYER_KEY -> "permanent payer key";
            case NO_PROOF -> "no proof of payment";
        };
    }

    private static String name(WalletInfo wallet, int limit) {
        return PlainText.line(wallet.name(), limit);
    }

    private static List<String> warnings(WalletInfo wallet) {
        return wallet.capabilities().warnings().stream()
                .map(warning -> PlainText.line(warning, WARNING))
                .sorted()
                .toList();
    }

    private static List<Page.Line> remarks(List<WalletInfo> wallets, List<Problem> problems) {
        List<Page.Line> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add(new Page.Line("", problem.toString(), Tone.BAD)));
        for (WalletInfo wallet : wallets) {
            String name = name(wallet, 40);
            wallet.problem()
                    .ifPresent(problem -> lines.add(new Page.Line(
                            "", name + ": balance unknown: " + PlainText.line(problem, WARNING), Tone.BAD)));
            String traits =
                    traits(wallet.capabilities()).map(WalletsView::words).collect(Collectors.joining(", "));
            if (!traits.isEmpty()) {
                lines.add(Page.Line.plain(name + ": " + traits));
            }
            warnings(wallet).forEach(warning -> lines.add(new Page.Line("", name + ": " + warning, Tone.CAUTION)));
        }
        if (wallets.size() > 1) {
            lines.add(Page.Line.plain("The first that can pay a relay is used."));
        }
        return lines;
    }

    private static JsonNode json(List<WalletInfo> wallets) {
        ArrayNode array = Json.array();
        wallets.forEach(wallet -> array.add(json(wallet)));
        return array;
    }

    private static ObjectNode json(WalletInfo wallet) {
        WalletCapabilities can = wallet.capabilities();
        ObjectNode node = Json.object();
        node.put("name", name(wallet, 40));
        node.put("balanceMsat", wallet.balance().map(MilliSatoshi::msat).orElse(null));
        node.put(
                "problem",
                wallet.problem()
                        .map(problem -> PlainText.line(problem, WARNING))
                        .orElse(null));
        node.set(
                "payeeKinds",
                Json.strings(kinds(can).stream().map(PayeeKind::name).toList()));
        node.put("wholeSatoshi", can.wholeSatoshi());
        node.put("lookup", can.lookup());
        node.put("feeBaseMsat", can.feeBase().msat());
        node.put("feePartsPerMillion", can.feePartsPerMillion());
        node.set("traits", Json.strings(traits(can).map(WalletTrait::name).toList()));
        node.set("warnings", Json.strings(warnings(wallet)));
        return node;
    }
}
