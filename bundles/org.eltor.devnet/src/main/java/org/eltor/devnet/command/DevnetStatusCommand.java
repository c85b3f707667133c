package org.eltor.devnet.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.devnet.internal.DevnetView;

/** {@code eltor:devnet-status}. */
@Service
@Command(
        scope = "eltor",
        name = "devnet-status",
        description = "Shows the private Tor network: its relays, what they found paid, and where to go through it")
public final class DevnetStatusCommand extends DevnetCommand {

    @Option(name = "--json", description = "Prints JSON, for programs")
    boolean json;

    @Override
    void run() {
        print(devnet.running().map(DevnetView::of).orElseGet(DevnetView::none), json);
    }
}
