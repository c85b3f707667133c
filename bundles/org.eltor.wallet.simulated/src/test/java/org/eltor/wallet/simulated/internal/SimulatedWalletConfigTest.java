package org.eltor.wallet.simulated.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.wallet.simulated.internal.network.SimulatedSettings;
import org.junit.jupiter.api.Test;

class SimulatedWalletConfigTest {
    @Test
    void defaults() {
        assertThat(SimulatedWalletComponent.settings(config(Map.of())))
                .isEqualTo(new SimulatedSettings(
                        "simulated",
                        1,
                        MilliSatoshi.of(1_000_000_000),
                        false,
                        Duration.ofMillis(400),
                        Duration.ofMillis(4000),
                        0,
                        0,
                        0,
                        Duration.ofMillis(5000),
                        MilliSatoshi.of(10),
                        1000,
                        true,
                        Optional.empty()));
    }

    @Test
    void theJournalIsAPath() {
        assertThat(SimulatedWalletComponent.settings(config(Map.of("storage_file", "/srv/journal")))
                        .storage())
                .contains(Path.of("/srv/journal"));
    }

    @Test
    void aValueThatCannotBeUsedIsNamed() {
        refused("name", "two words", "name must be");
        refused("balance_msat", -1L, "balance.msat must not be negative");
        refused("latency_median_ms", -1L, "latency.median.ms must be 0 to 86400000");
        refused("latency_p99_ms", 399L, "latency.p99.ms must be latency.median.ms to 86400000");
        refused("failure_ratio", 1.1, "failure.ratio must be 0 to 1");
        refused("hang_ratio", -0.1, "hang.ratio must be 0 to 1");
        refused("late_ratio", Double.NaN, "late.ratio must be 0 to 1");
        refused("late_ms", -1L, "late.ms must be 0 to 86400000");
        refused("fee_base_msat", -1L, "fee.base.msat must not be negative");
        refused("fee_ppm", -1, "fee.ppm must be 0 to 1000000");
        refused("storage_file", "a\0b", "storage.file is not a path");
    }

    private static void refused(String name, Object value, String message) {
        assertThatThrownBy(() -> SimulatedWalletComponent.settings(config(Map.of(name, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static SimulatedWalletConfig config(Map<String, Object> values) {
        return (SimulatedWalletConfig) Proxy.newProxyInstance(
                SimulatedWalletConfig.class.getClassLoader(),
                new Class<?>[] {SimulatedWalletConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
