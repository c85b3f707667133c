package org.eltor.devnet.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.devnet.internal.DevnetException;
import org.eltor.devnet.internal.DevnetView;

/** {@code eltor:devnet-stop}. */
@Service
@Command(
        scope = "eltor",
        name = "devnet-stop",
        description = "Stops paid circuits and the private Tor network, and restores the configuration")
public final class DevnetStopCommand extends DevnetCommand {

    private static final int STOP_SECONDS = 15;

    @Option(name = "--json", description = "Prints JSON, for programs")
    boolean json;

    @Override
    void run() throws DevnetException, InterruptedException {
        boolean was = devnet.running().isPresent();
        await(devnet.stop(), STOP_SECONDS);
        print(DevnetView.stopped(was), json);
    }
}
