package org.eltor.wallet.nwc.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.status.ComponentStatus;
import org.eltor.wallet.nwc.internal.crypto.Encryption;
import org.eltor.wallet.nwc.internal.nostr.RelayPace;
import org.eltor.wallet.support.BackendFactory;
import org.eltor.wallet.support.Redaction;
import org.eltor.wallet.support.Secret;
import org.eltor.wallet.support.SecretSource;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.http.Trust;
import org.eltor.wallet.support.osgi.WalletComponent;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** Registers a wallet behind Nostr Wallet Connect while it can be used. One component for each configuration. */
@Component(
        immediate = true,
        configurationPid = NwcWalletComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = ComponentStatus.class)
@Designate(ocd = NwcWalletConfig.class, factory = true)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.eltor.api.lightning.Wallet\"",
        effective = "active",
        uses = Wallet.class)
public final class NwcWalletComponent implements ComponentStatus {
    static final String PID = "org.eltor.wallet.nwc";

    private final WalletComponent wallet;

    @Activate
    public NwcWalletComponent(BundleContext context, NwcWalletConfig config, Map<String, Object> properties) {
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

    static BackendFactory.Opened open(NwcWalletConfig config, Workbench bench) throws IOException {
        Secret connection = new SecretSource("connection", config.connection(), config.connection_file()).text();
        NwcSettings settings = settings(config, connection);
        return new BackendFactory.Opened(
                new NwcBackend(settings, bench),
                new Redaction(List.of(connection, settings.uri().secret())));
    }

    /** @throws IllegalArgumentException when a value is wrong; the message begins with the setting's name */
    static NwcSettings settings(NwcWalletConfig config, Secret connection) {
        return new NwcSettings(
                NwcUri.parse(connection),
                Trust.of(
                        config.tls_pin(),
                        config.tls_certificate_file(),
                        config.tls_truststore_file(),
                        config.tls_truststore_password()),
                encryption(config.encryption()),
                WalletComponent.seconds("timeout.query.seconds", config.timeout_query_seconds(), 1, 60),
                WalletComponent.seconds("timeout.payment.seconds", config.timeout_payment_seconds(), 10, 600),
                RelayPace.ordinary(),
                WalletComponent.feeBase(config.fee_base_msat()),
                WalletComponent.feePartsPerMillion(config.fee_ppm()));
    }

    private static Optional<Encryption> encryption(String text) {
        return switch (text.strip()) {
            case "auto" -> Optional.empty();
            case "nip44" -> Optional.of(Encryption.NIP44);
            case "nip04" -> Optional.of(Encryption.NIP04);
            default -> throw new IllegalArgumentException("encryption must be auto, nip44 or nip04");
        };
    }
}
