package org.eltor.shell.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.Page;
import org.eltor.shell.internal.RelayOrder;
import org.eltor.shell.internal.RelaysView;
import org.eltor.shell.internal.WholeNumber;

/** {@code eltor:relays}. */
@Service
@Command(scope = "eltor", name = "relays", description = "Lists relays and what they ask")
public class RelaysCommand extends EltorCommand {
    @Option(name = "--sort", description = "Order: price, bandwidth or name")
    @Completion(
            value = StringsCompleter.class,
            values = {"price", "bandwidth", "name"})
    String sort = "bandwidth";

    @Option(name = "--limit", description = "Most relays shown, 1 to 100000", valueToShowInHelp = "30")
    String limit;

    @Override
    Page answer() throws ExplainedException {
        RelayOrder order = RelayOrder.parse(sort);
        int count = WholeNumber.parse("--limit", limit, 1, 100_000).orElse(30);
        return RelaysView.of(services.requireRelays().view().relays(), order, count);
    }
}
