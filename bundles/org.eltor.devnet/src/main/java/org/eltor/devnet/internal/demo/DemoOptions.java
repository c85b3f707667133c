package org.eltor.devnet.internal.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eltor.devnet.internal.DevnetException;
import org.eltor.devnet.internal.DevnetSettings;
import org.eltor.devnet.internal.MoneyKind;
import org.eltor.devnet.internal.Options;

/**
 * What the user wants to see.
 *
 * @param circuits circuits at once, 2 to 4
 * @param rounds rounds of the session, 2 to 1000
 * @param interval one paid interval
 * @param money how relays are paid
 * @param tor the tor of all processes
 * @param kill what is killed meanwhile
 * @param json where the result is written
 * @param statusFile where 0 or 1 is written at the end
 */
public record DemoOptions(
        int circuits,
        int rounds,
        Duration interval,
        MoneyKind money,
        Path tor,
        Optional<Kill> kill,
        Optional<Path> json,
        Optional<Path> statusFile) {

    private static final int SPARE_RELAYS = 2;

    /**
     * @param given what was given of {@code --circuits}, {@code --rounds}, {@code --interval}, {@code --tor},
     *     {@code --kill}, {@code --wallet}, {@code --json} and {@code --status-file}
     * @param usual the Lightning network that is taken unless {@code --wallet} names another
     * @throws DevnetException with the range or the way out
     */
    public static DemoOptions parse(Map<String, String> given, MoneyKind usual) throws DevnetException {
        Options options = new Options(given);
        int circuits = options.number("--circuits", 2, 2, 4);
        int rounds = options.number("--rounds", 10, 2, 1000);
        MoneyKind money = options.money(usual);
        Duration interval = options.interval(money, circuits);
        if (rounds < circuits) {
            throw new DevnetException("--rounds must be at least " + circuits + ", one for each circuit");
        }
        String kill = given.get("--kill");
        return new DemoOptions(
                circuits,
                rounds,
                interval,
                money,
                options.tor(),
                kill == null ? Optional.empty() : Optional.of(Kill.parse(kill, rounds)),
                options.file("--json"),
                options.file("--status-file"));
    }

    /** A network in which every circuit has relays of its own, and finds others when some are killed. */
    DevnetSettings network() {
        boolean allDie = kill.filter(k -> k.target() == Kill.Target.BOTH).isPresent();
        int middles = circuits + SPARE_RELAYS + 1 + (allDie ? (circuits + 1) / 2 : 0);
        int exits = circuits + SPARE_RELAYS + (allDie ? circuits : 0);
        return new DevnetSettings(tor, middles, exits, interval, money);
    }

    /** Time from one round to the next. */
    Duration spacing() {
        return interval.dividedBy(circuits);
    }
}
