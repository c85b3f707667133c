package org.eltor.payment.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.payment.internal.pay.PaymentRules;

/**
 * The settings, checked.
 *
 * @param ledger the ledger's file
 * @param node name of this node where the ledger is shared; empty where it is the file
 * @param circuitLimit most that a circuit may cost; empty leaves it to tor
 * @param hourLimit most that an hour may cost; nothing means no limit
 * @param dayLimit most that a day may cost; nothing means no limit
 * @param walletLimits most that a day may cost with the wallet of a name
 * @param rules how payments are made
 * @param payees how payees are checked and looked up
 */
record PaymentSettings(
        Path ledger,
        Optional<String> node,
        Optional<MilliSatoshi> circuitLimit,
        MilliSatoshi hourLimit,
        MilliSatoshi dayLimit,
        Map<String, MilliSatoshi> walletLimits,
        PaymentRules rules,
        PayeeSettings payees) {
    /** A filter that no service matches. */
    static final String NO_DATABASE = "(service.id=-1)";

    private static final Pattern WALLET_LIMIT = Pattern.compile("\\s*([^\\s=,]+)\\s*=\\s*([0-9]{1,18})\\s*");

    /** Limit of a circuit where neither this bundle nor tor has one, see {@link PaymentConfig#circuit_max_msat()}. */
    static final MilliSatoshi DEFAULT_CIRCUIT_LIMIT = MilliSatoshi.of(60_000);

    /**
     * @param property framework and system properties; null where there is none
     * @throws IllegalArgumentException when a value cannot be used; the message is one line that names it
     */
    static PaymentSettings of(PaymentConfig config, UnaryOperator<String> property) {
        MilliSatoshi circuit = limit("circuit.max.msat", config.circuit_max_msat());
        return new PaymentSettings(
                ledger(config.ledger_file(), property),
                node(config),
                circuit.msat() == 0 ? Optional.empty() : Optional.of(circuit),
                limit("hour.max.msat", config.hour_max_msat()),
                limit("day.max.msat", config.day_max_msat()),
                walletLimits(config.wallet_day_max_msat()),
                new PaymentRules(
                        Duration.ofSeconds(inRange("wallet.timeout.seconds", config.wallet_timeout_seconds(), 1, 3600)),
                        inRange("fee.tolerance.percent", config.fee_tolerance_percent(), 100, 10_000),
                        retention(config.retention_days())),
                PayeeSettings.of(config));
    }

    private static Optional<String> node(PaymentConfig config) {
        String target = config.datasource_target().strip();
        if (target.isEmpty() || target.equals(NO_DATABASE)) {
            return Optional.empty();
        }
        String name = config.node_name().strip();
        if (!name.matches("[A-Za-z0-9.-]{1,64}")) {
            throw new IllegalArgumentException("node.name has to name this node where datasource.target is set: 1 to 64"
                    + " letters, digits, dots and dashes");
        }
        return Optional.of(name);
    }

    private static Map<String, MilliSatoshi> walletLimits(String text) {
        Map<String, MilliSatoshi> limits = new TreeMap<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",")) {
            Matcher matcher = WALLET_LIMIT.matcher(entry);
            if (!matcher.matches()
                    || limits.put(matcher.group(1), MilliSatoshi.of(Long.parseLong(matcher.group(2)))) != null) {
                throw new IllegalArgumentException(
                        "wallet.day.max.msat must name each wallet once with its limit, as in phoenixd=5000000, nwc=1000000");
            }
        }
        return limits;
    }

    private static Duration retention(int days) {
        return Duration.ofDays(days == 0 ? 0 : inRange("retention.days", days, 2, 36_500));
    }

    private static Path ledger(String file, UnaryOperator<String> property) {
        try {
            if (!file.isBlank()) {
                return Path.of(file.strip());
            }
            String data = property.apply("karaf.data");
            return data == null
                    ? Path.of(property.apply("user.home"), ".eltor", "payments.db")
                    : Path.of(data, "eltor", "payments.db");
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("ledger.file is not a path", e);
        }
    }

    private static MilliSatoshi limit(String name, long msat) {
        if (msat < 0) {
            throw new IllegalArgumentException(name + " must not be negative; 0 means that there is no limit here");
        }
        return MilliSatoshi.of(msat);
    }

    private static int inRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }
}
