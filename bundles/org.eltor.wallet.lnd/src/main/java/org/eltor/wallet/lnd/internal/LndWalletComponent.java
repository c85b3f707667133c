package org.eltor.wallet.lnd.internal;

import java.io.IOException;
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

/** Registers an LND node as a wallet while it can be used. One component for each configuration. */
@Component(
        immediate = true,
        configurationPid = LndWalletComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = ComponentStatus.class)
@Designate(ocd = LndWalletConfig.class, factory = true)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.eltor.api.lightning.Wallet\"",
        effective = "active",
        uses = Wallet.class)
public final class LndWalletComponent implements ComponentStatus {
    static final String PID = "org.eltor.wallet.lnd";

    private final WalletComponent wallet;

    @Activate
    public LndWalletComponent(BundleContext context, LndWalletConfig config, Map<String, Object> properties) {
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

    static BackendFactory.Opened open(LndWalletConfig config, Workbench bench) throws IOException {
        LndSettings settings = settings(config);
        return new BackendFactory.Opened(new LndBackend(settings, bench), new Redaction(List.of(settings.macaroon())));
    }

    /** @throws IllegalArgumentException when a value is wrong; the message begins with the setting's name */
    static LndSettings settings(LndWalletConfig config) throws IOException {
        return new LndSettings(
                Endpoint.parse("url", config.url(), "http"),
                new SecretSource("macaroon", config.macaroon(), config.macaroon_file()).hex(),
                Trust.of(
                        config.tls_pin(),
                        config.tls_certificate_file(),
                        config.tls_truststore_file(),
                        config.tls_truststore_password()),
                WalletComponent.seconds("timeout.query.seconds", config.timeout_query_seconds(), 1, 60),
                WalletComponent.seconds("timeout.payment.seconds", config.timeout_payment_seconds(), 10, 600),
                WalletComponent.feeBase(config.fee_base_msat()),
                WalletComponent.feePartsPerMillion(config.fee_ppm()));
    }
}
