package org.eltor.shell.command;

import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PathExplainer;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.tor.Fingerprint;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.ExplanationView;
import org.eltor.shell.internal.HistoryView;
import org.eltor.shell.internal.Page;
import org.eltor.shell.internal.PlainText;
import org.eltor.shell.internal.RelayExplanationView;
import org.eltor.shell.internal.RelayOrder;
import org.eltor.shell.internal.RelaysView;
import org.eltor.shell.internal.WholeNumber;

/** {@code eltor:relays}. */
@Service
@Command(
        scope = "eltor",
        name = "relays",
        description = "Lists relays and what they ask, how they are chosen, or what is remembered of them")
public class RelaysCommand extends PathCommand {
    private static final int MOST_OF_A_NAME = 20;

    @Option(name = "--sort", description = "Order: price, bandwidth or name")
    @Completion(
            value = StringsCompleter.class,
            values = {"price", "bandwidth", "name"})
    String sort = "bandwidth";

    @Option(name = "--limit", description = "Most relays shown, 1 to 100000", valueToShowInHelp = "30")
    String limit;

    @Option(name = "--explain", description = "Shows what a path would be chosen from now, and why not from the rest")
    boolean explain;

    @Option(name = "--history", description = "Shows what is remembered of relays, and what it does to their weight")
    boolean history;

    @Option(name = "--clear-history", description = "Forgets what is remembered of relays; wants --yes")
    boolean clearHistory;

    @Option(name = "--yes", description = "With --clear-history: does it")
    boolean yes;

    @Argument(
            name = "relay",
            description = "With --explain: fingerprint or nickname of one relay, to see why it is chosen or not")
    String relay;

    @Override
    Page answer() throws ExplainedException {
        if (relay != null && !explain) {
            throw new ExplainedException("One relay can only be explained: eltor:relays --explain RELAY");
        }
        RelayOrder order = RelayOrder.parse(sort);
        int count = WholeNumber.parse("--limit", limit, 1, 100_000).orElse(30);
        if (clearHistory) {
            return clear(services.requireHistory());
        }
        if (history) {
            return HistoryView.of(services.requireHistory().records(), count);
        }
        NetworkView view = services.requireRelays().view();
        if (!explain) {
            return RelaysView.of(view, order, count);
        }
        List<CircuitInfo> beside = live();
        if (relay != null) {
            return one(view, request(beside));
        }
        return ExplanationView.of(services.requireExplainer().explain(request(beside), view), beside.size());
    }

    private Page one(NetworkView view, PathRequest request) throws ExplainedException {
        List<RelayDescriptor> meant = meant(view);
        if (meant.isEmpty()) {
            throw new ExplainedException("No relay " + PlainText.line(relay, 60) + " is known: tor's consensus does not"
                    + " list it, or what tor has of it was left out; eltor:relays counts that");
        }
        PathExplainer explainer = services.requireExplainer();
        return RelayExplanationView.of(meant.stream()
                .map(each -> explainer.explain(request, view, each))
                .toList());
    }

    private List<RelayDescriptor> meant(NetworkView view) {
        try {
            return view.relay(Fingerprint.parse(relay)).stream().toList();
        } catch (IllegalArgumentException e) {
            return view.relays().stream()
                    .filter(each -> each.nickname().equalsIgnoreCase(relay))
                    .sorted(Comparator.comparing(RelayDescriptor::fingerprint))
                    .limit(MOST_OF_A_NAME)
                    .toList();
        }
    }

    private Page clear(RelayHistory remembered) throws ExplainedException {
        int relays = remembered.records().size();
        if (!yes) {
            throw new ExplainedException(
                    "This forgets what is remembered of relays (" + relays + " of them); add --yes to do it");
        }
        remembered.clear();
        return HistoryView.cleared(relays);
    }
}
