package org.eltor.devnet.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.devnet.internal.DevnetException;
import org.eltor.devnet.internal.DevnetSettings;
import org.eltor.devnet.internal.DevnetView;
import org.eltor.devnet.internal.MoneyKind;
import org.eltor.devnet.internal.Options;
import org.eltor.devnet.internal.Platform;

/** {@code eltor:devnet-start}. */
@Service
@Command(
        scope = "eltor",
        name = "devnet-start",
        description = "Starts a private Tor network on this machine, whose relays are paid and audit")
public final class DevnetStartCommand extends DevnetCommand {

    private static final int START_SECONDS = 90;
    private static final int USUAL_CIRCUITS = 2;

    @Option(
            name = "--interval",
            description = "Seconds of one paid interval, 2 to 60; 60 is what real relays ask",
            valueToShowInHelp = "20, or 6 with --wallet simulated")
    String interval;

    @Option(
            name = "--tor",
            description = "The tor to use, for example an elTor daemon",
            valueToShowInHelp = "ELTOR_TOR, or the tor on the PATH")
    String tor;

    @Option(name = "--relays", description = "Relays that are guards and middles, 3 to 40", valueToShowInHelp = "5")
    String relays;

    @Option(name = "--exits", description = "Relays that are exits, 2 to 40", valueToShowInHelp = "4")
    String exits;

    @Option(
            name = "--wallet",
            description = "The money: lightning, real channels on regtest, or simulated",
            valueToShowInHelp = "lightning where it is installed")
    String wallet;

    @Option(name = "--json", description = "Prints JSON, for programs")
    boolean json;

    @Reference
    Platform platform;

    @Override
    void run() throws DevnetException, InterruptedException {
        Options options = new Options(given(
                "--interval", interval,
                "--tor", tor,
                "--relays", relays,
                "--exits", exits,
                "--wallet", wallet));
        MoneyKind money = options.money(MoneyKind.usual(platform));
        DevnetSettings settings = new DevnetSettings(
                options.tor(),
                options.number("--relays", 5, 3, 40),
                options.number("--exits", 4, 2, 40),
                options.interval(money, USUAL_CIRCUITS),
                money);
        boolean started = false;
        try {
            print(DevnetView.of(await(devnet.start(settings), START_SECONDS)), json);
            started = true;
        } finally {
            if (!started && devnet.running().isEmpty()) {
                devnet.stop(); // one that the user interrupted
            }
        }
    }
}
