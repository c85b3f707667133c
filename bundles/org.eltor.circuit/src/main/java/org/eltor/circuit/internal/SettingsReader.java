package org.eltor.circuit.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eltor.circuit.internal.session.CircuitSettings;
import org.eltor.circuit.internal.session.CircuitSettings.Target;

/** Makes checked settings of a configuration. */
final class SettingsReader {
    private static final int DEFAULT_ROUNDS = 10;

    private SettingsReader() {}

    /**
     * @param environmentRounds the environment's PAYMENT_INTERVAL_ROUNDS, null where it is not set
     * @throws IllegalArgumentException naming the property and its range
     */
    static CircuitSettings read(CircuitConfig config, String environmentRounds) {
        if (!List.of("destination", "none").contains(config.stickiness())) {
            throw new IllegalArgumentException("stickiness must be destination or none, not " + config.stickiness());
        }
        return new CircuitSettings(
                config.circuits(),
                Math.max(config.circuits(), config.circuits_max()),
                rounds(config.rounds(), environmentRounds),
                Duration.ofSeconds(config.interval_max_seconds()),
                Duration.ofSeconds(config.build_timeout_seconds()),
                Arrays.stream(config.ports()).boxed().collect(Collectors.toSet()),
                config.stream_limit(),
                config.stickiness().equals("destination"),
                Duration.ofSeconds(config.socks_timeout_seconds()),
                config.allow_unpaid(),
                Target.parse("probe.target", config.probe_target()),
                Target.parse("socks.address", config.socks_address()));
    }

    static int rounds(int configured, String environment) {
        if (configured != 0 || environment == null) {
            return configured == 0 ? DEFAULT_ROUNDS : configured;
        }
        if (!environment.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("PAYMENT_INTERVAL_ROUNDS must be 1 to 10000");
        }
        return Integer.parseInt(environment);
    }
}
