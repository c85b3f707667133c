package org.eltor.devnet.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.devnet.internal.DevnetException;
import org.eltor.devnet.internal.MoneyKind;
import org.eltor.devnet.internal.Platform;
import org.eltor.devnet.internal.SessionFeed;
import org.eltor.devnet.internal.demo.Demo;
import org.eltor.devnet.internal.demo.DemoOptions;
import org.eltor.devnet.internal.demo.Screen;

/** {@code eltor:demo}. */
@Service
@Command(
        scope = "eltor",
        name = "demo",
        description = "Shows paid circuits at work, on a private Tor network on this machine")
public final class DemoCommand extends DevnetCommand {

    @Option(name = "--circuits", description = "Circuits at once, 2 to 4", valueToShowInHelp = "2")
    String circuits;

    @Option(name = "--rounds", description = "Rounds of payments, 2 to 1000", valueToShowInHelp = "10")
    String rounds;

    @Option(
            name = "--interval",
            description = "Seconds of one paid interval, 2 to 60; 60 is what real relays ask",
            valueToShowInHelp = "10 for each circuit, or 6 with --wallet simulated")
    String interval;

    @Option(
            name = "--kill",
            description = "Kills relays: exit, middle, guard or both, then @ and the round: exit@4",
            valueToShowInHelp = "nothing")
    String kill;

    @Option(
            name = "--tor",
            description = "The tor to use, for example an elTor daemon",
            valueToShowInHelp = "ELTOR_TOR, or the tor on the PATH")
    String tor;

    @Option(
            name = "--wallet",
            description = "The money: lightning, real channels on regtest, or simulated",
            valueToShowInHelp = "lightning where it is installed")
    String wallet;

    @Option(name = "--json", description = "Writes what was seen to this file", valueToShowInHelp = "none")
    String json;

    @Option(
            name = "--status-file",
            description = "Writes 0 to this file if all held, else 1",
            valueToShowInHelp = "none")
    String statusFile;

    @Option(name = "--color", description = "Shows colours")
    boolean color;

    @Reference
    Platform platform;

    @Reference
    SessionFeed feed;

    @Override
    void run() throws DevnetException, InterruptedException {
        DemoOptions options = DemoOptions.parse(
                given(
                        "--circuits", circuits,
                        "--rounds", rounds,
                        "--interval", interval,
                        "--kill", kill,
                        "--tor", tor,
                        "--wallet", wallet,
                        "--json", json,
                        "--status-file", statusFile),
                MoneyKind.usual(platform));
        Demo.Stage stage =
                new Demo.Stage(platform, devnet, feed, session::execute, new Screen(session.getConsole(), color));
        new Demo(options, stage).perform();
    }
}
