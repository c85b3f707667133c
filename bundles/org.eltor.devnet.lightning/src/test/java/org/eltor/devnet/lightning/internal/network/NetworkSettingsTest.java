package org.eltor.devnet.lightning.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"bitcoin", "mainnet", "testnet", "signet", "REGTEST", ""})
    void refusesEveryNetworkButRegtest(String network) {
        assertThatThrownBy(() -> settings(network, 1_000_000, 10, 1000, 10_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network must be regtest: never use this bundle with money");
    }

    @Test
    void namesThePropertyThatIsOutOfRange() {
        assertThat(settings("regtest", 20_000, 0, 0, 200).balanceSat()).isEqualTo(20_000);
        assertThatThrownBy(() -> settings("regtest", 19_999, 10, 0, 200)).hasMessageStartingWith("balance.sat ");
        assertThatThrownBy(() -> settings("regtest", 16_000_001, 10, 0, 200)).hasMessageStartingWith("balance.sat ");
        assertThatThrownBy(() -> settings("regtest", 20_000, -1, 0, 200)).hasMessageStartingWith("fee.base.msat ");
        assertThatThrownBy(() -> settings("regtest", 20_000, 0, -1, 200)).hasMessageStartingWith("fee.ppm ");
        assertThatThrownBy(() -> settings("regtest", 20_000, 0, 0, 199)).hasMessageStartingWith("tick.ms ");
    }

    private static NetworkSettings settings(String network, long balance, int base, int ppm, long tick) {
        return new NetworkSettings(network, 1, balance, base, ppm, Duration.ofMillis(tick), Optional.empty());
    }
}
