package org.eltor.wallet.phoenixd.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.status.ComponentStatus;
import org.eltor.wallet.support.BackendFactory;
import org.eltor.wallet.support.Redaction;
import org.eltor.wallet.support.SecretSource;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.http.Endpoint;
import org.eltor.wallet.support.http.Trust;
import org.eltor.wallet.support.osgi.WalletComponent;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** Registers a phoenixd as a wallet while it can be used. One component for each configuration. */
@Component(
        immediate = true,
        configurationPid = PhoenixdWalletComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = ComponentStatus.class)
@Designate(ocd = PhoenixdWalletConfig.class, factory = true)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.eltor.api.lightning.Wallet\"",
        effective = "active",
        uses = Wallet.class)
public final class PhoenixdWalletComponent implements ComponentStatus {
    static final String PID = "org.eltor.wallet.phoenixd";

    private static final Duration GAP = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final WalletComponent wallet;

    @Activate
    public PhoenixdWalletComponent(BundleContext context, PhoenixdWalletConfig config, Map<String, Object> properties) {
        wallet = WalletComponent.start(
                context,
                WalletComponent.pid(PID, properties),
                config.name(),
                config.service_ranking(),
                config.default$(),
                bench -> open(config, bench));
    }

    @Deactivate
    public void deactivate() throws InterruptedException {
        wallet.close();
    }

    @Override
    public String component() {
        return wallet.pid();
    }

    @Override
    public Optional<String> problem() {
        return wallet.problem();
    }

    static BackendFactory.Opened open(PhoenixdWalletConfig config, Workbench bench) throws IOException {
        PhoenixdSettings settings = settings(config);
        return new BackendFactory.Opened(
                new PhoenixdBackend(settings, bench), new Redaction(List.of(settings.password())));
    }

    /** @throws IllegalArgumentException when a value is wrong; the message begins with the setting's name */
    static PhoenixdSettings settings(PhoenixdWalletConfig config) throws IOException {
        return new PhoenixdSettings(
                Endpoint.parse("url", config.url(), "http"),
                new SecretSource("password", config.password(), config.password_file()).text(),
                Trust.of(
                        config.tls_pin(),
                        config.tls_certificate_file(),
                        config.tls_truststore_file(),
                        config.tls_truststore_password()),
                WalletComponent.seconds("timeout.query.seconds", config.timeout_query_seconds(), 1, 60),
                WalletComponent.seconds("timeout.payment.seconds", config.timeout_payment_seconds(), 10, 600),
                GAP,
                PATIENCE);
    }
}
