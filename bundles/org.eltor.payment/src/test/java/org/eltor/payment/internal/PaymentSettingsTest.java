package org.eltor.payment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.payment.internal.pay.PaymentRules;
import org.junit.jupiter.api.Test;

class PaymentSettingsTest {
    private static final Map<String, String> KARAF = Map.of("karaf.data", "/opt/karaf/data", "user.home", "/home/ada");

    @Test
    void defaults() {
        assertThat(PaymentSettings.of(config(Map.of()), KARAF::get))
                .isEqualTo(new PaymentSettings(
                        Path.of("/opt/karaf/data/eltor/payments.db"),
                        Optional.empty(),
                        Optional.empty(),
                        MilliSatoshi.of(2_000_000),
                        MilliSatoshi.of(20_000_000),
                        Map.of(),
                        new PaymentRules(Duration.ofSeconds(60), 200, Duration.ofDays(90)),
                        new PayeeSettings(Optional.empty(), Optional.empty(), Optional.empty())));
    }

    @Test
    void withoutKarafTheLedgerIsInTheHomeDirectory() {
        assertThat(PaymentSettings.of(config(Map.of()), Map.of("user.home", "/home/ada")::get)
                        .ledger())
                .isEqualTo(Path.of("/home/ada/.eltor/payments.db"));
    }

    @Test
    void everythingCanBeSet() {
        PaymentSettings settings = PaymentSettings.of(
                config(Map.of(
                        "ledger_file",
                        " /srv/ledger.db ",
                        "circuit_max_msat",
                        5L,
                        "hour_max_msat",
                        0L,
                        "day_max_msat",
                        7L,
                        "wallet_timeout_seconds",
                        8,
                        "fee_tolerance_percent",
                        100,
                        "retention_days",
                        0)),
                KARAF::get);

        assertThat(settings.ledger()).isEqualTo(Path.of("/srv/ledger.db"));
        assertThat(settings.circuitLimit()).contains(MilliSatoshi.of(5));
        assertThat(settings.hourLimit()).isEqualTo(MilliSatoshi.ZERO);
        assertThat(settings.dayLimit()).isEqualTo(MilliSatoshi.of(7));
        assertThat(settings.rules()).isEqualTo(new PaymentRules(Duration.ofSeconds(8), 100, Duration.ZERO));
    }

    @Test
    void aWalletMayHaveALimitOfItsOwn() {
        assertThat(PaymentSettings.of(config(Map.of("wallet_day_max_msat", "phoenixd=5000000, my-nwc = 0")), KARAF::get)
                        .walletLimits())
                .isEqualTo(Map.of("phoenixd", MilliSatoshi.of(5_000_000), "my-nwc", MilliSatoshi.ZERO));
        for (String wrong : new String[] {"5", "a=", "a=-1", "a=1,a=2", "=1", "a=1000000000000000000000"}) {
            refused("wallet_day_max_msat", wrong, "wallet.day.max.msat must name each wallet once with its limit");
        }
    }

    @Test
    void aSharedLedgerNeedsTheNodesName() {
        Map<String, Object> shared = Map.of("datasource_target", "(dataSourceName=eltor)", "node_name", " node-1 ");
        assertThat(PaymentSettings.of(config(shared), KARAF::get).node()).contains("node-1");
        refused("datasource_target", "(dataSourceName=eltor)", "node.name has to name this node");
        assertThat(PaymentSettings.of(config(Map.of("node_name", "node-1")), KARAF::get)
                        .node())
                .isEmpty();
    }

    @Test
    void aValueThatCannotBeUsedIsNamedInOneLine() {
        refused("circuit_max_msat", -1L, "circuit.max.msat must not be negative");
        refused("hour_max_msat", -1L, "hour.max.msat must not be negative");
        refused("day_max_msat", -1L, "day.max.msat must not be negative");
        refused("wallet_timeout_seconds", 0, "wallet.timeout.seconds must be 1 to 3600, not 0");
        refused("fee_tolerance_percent", 99, "fee.tolerance.percent must be 100 to 10000, not 99");
        refused("retention_days", 1, "retention.days must be 2 to 36500, not 1");
        refused("ledger_file", "a\0b", "ledger.file is not a path");
        refused("network", "litecoin", "network must be bitcoin, testnet, signet or regtest");
        refused("socks_address", "tor.example:9050", "socks.address must be an IP address and a port");
        refused("socks_address", "127.0.0.1:99999", "socks.address must be an IP address and a port");
        refused(
                "dns_resolver",
                "http://resolver.example/",
                "dns.resolver must be an address of the web: it is not https");
    }

    private static void refused(String name, Object value, String message) {
        assertThatThrownBy(() -> PaymentSettings.of(config(Map.of(name, value)), KARAF::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("\n");
    }

    static PaymentConfig config(Map<String, Object> values) {
        return (PaymentConfig) Proxy.newProxyInstance(
                PaymentConfig.class.getClassLoader(),
                new Class<?>[] {PaymentConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
