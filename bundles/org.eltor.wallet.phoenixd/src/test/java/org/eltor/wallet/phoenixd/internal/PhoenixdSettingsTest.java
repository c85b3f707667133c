package org.eltor.wallet.phoenixd.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.eltor.wallet.contract.Configs;
import org.junit.jupiter.api.Test;

class PhoenixdSettingsTest {
    @Test
    void defaults() throws IOException {
        PhoenixdWalletConfig config = config(Map.of("password", "p"));
        PhoenixdSettings settings = PhoenixdWalletComponent.settings(config);
        assertThat(config.name()).isEqualTo("phoenixd");
        assertThat(config.service_ranking()).isZero();
        assertThat(config.default$()).isFalse();
        assertThat(settings.base()).isEqualTo(URI.create("http://127.0.0.1:9740"));
        assertThat(settings.query()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.payment()).isEqualTo(Duration.ofSeconds(75));
        assertThat(settings.toString()).doesNotContain("=p,");
    }

    @Test
    void wrongOnesAreNamed() {
        refused(Map.of(), "password or password.file must be set");
        refused(Map.of("password", "p", "url", "http://10.0.0.1"), "url sends secrets in the clear");
        refused(Map.of("password", "p", "timeout_payment_seconds", 1), "timeout.payment.seconds must be 10 to 600");
        refused(Map.of("password", "p", "tls_pin", "00"), "tls.pin must be");
    }

    private static void refused(Map<String, Object> changed, String message) {
        assertThatThrownBy(() -> PhoenixdWalletComponent.settings(config(changed)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static PhoenixdWalletConfig config(Map<String, Object> changed) {
        return Configs.of(PhoenixdWalletConfig.class, changed);
    }
}
