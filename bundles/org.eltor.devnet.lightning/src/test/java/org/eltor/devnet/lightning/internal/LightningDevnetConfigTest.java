package org.eltor.devnet.lightning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import org.eltor.devnet.lightning.internal.network.NetworkSettings;
import org.junit.jupiter.api.Test;

class LightningDevnetConfigTest {
    @Test
    void defaultsAreGoodSettings() {
        LightningDevnetConfig defaults = (LightningDevnetConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {LightningDevnetConfig.class},
                (proxy, method, arguments) -> method.getDefaultValue());

        assertThat(LightningDevnetComponent.settings(defaults))
                .isEqualTo(new NetworkSettings(
                        "regtest", 1, 10_000_000, 10, 1000, Duration.ofSeconds(10), Optional.empty()));
    }
}
