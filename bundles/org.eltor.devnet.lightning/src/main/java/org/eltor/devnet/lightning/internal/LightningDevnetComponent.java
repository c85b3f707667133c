package org.eltor.devnet.lightning.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.status.ComponentStatus;
import org.eltor.devnet.lightning.internal.network.NetworkSettings;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the payer's wallet and its payees, both with the property {@code eltor.wallet=lightning}, while the network
 * is up, and with the milliseconds that this took in {@code eltor.started.ms}. They rank below every wallet for money and above the simulated one unless {@code service.ranking} is set.
 */
@Component(immediate = true, configurationPid = LightningDevnetComponent.PID, service = ComponentStatus.class)
@Designate(ocd = LightningDevnetConfig.class)
@Capability(
        namespace = "osgi.service",
        attribute =
                "objectClass:List<String>=\"org.eltor.api.lightning.LightningReceiver,org.eltor.api.lightning.Wallet\"",
        effective = "active",
        uses = Wallet.class)
public final class LightningDevnetComponent implements ComponentStatus {
    static final String PID = "org.eltor.devnet.lightning";
    static final int DEFAULT_RANKING = -50;
    /** Tells a wallet and its receiver from other pairs. */
    static final String KIND = "eltor.wallet";
    /** How many milliseconds the network took to start. */
    static final String STARTED = "eltor.started.ms";

    private static final Logger LOG = LoggerFactory.getLogger(LightningDevnetComponent.class);

    private final Optional<String> misconfigured;
    private final Optional<NetworkKeeper> keeper;

    @Activate
    public LightningDevnetComponent(
            BundleContext context, LightningDevnetConfig config, Map<String, Object> properties) {
        NetworkKeeper started = null;
        String trouble = null;
        try {
            started = new NetworkKeeper(settings(config), Clock.systemUTC(), (wallet, receiver, took) -> {
                // one object each: the pair is told by the property
                var payer = context.registerService(Wallet.class, wallet, described(properties, took));
                var payees = context.registerService(LightningReceiver.class, receiver, described(properties, took));
                return () -> {
                    payees.unregister();
                    payer.unregister();
                };
            });
        } catch (IllegalArgumentException e) {
            trouble = "setting " + e.getMessage() + " (PID " + PID + ")";
            LOG.warn("No Lightning network: {}", trouble);
        }
        misconfigured = Optional.ofNullable(trouble);
        keeper = Optional.ofNullable(started);
        keeper.ifPresent(NetworkKeeper::start);
    }

    @Deactivate
    public void deactivate() throws InterruptedException {
        if (keeper.isPresent()) {
            keeper.get().stop();
        }
    }

    @Override
    public String component() {
        return PID;
    }

    @Override
    public Optional<String> problem() {
        return misconfigured.or(() -> keeper.flatMap(NetworkKeeper::problem));
    }

    /** @throws IllegalArgumentException when a value is out of range; the message names the property */
    static NetworkSettings settings(LightningDevnetConfig config) {
        return new NetworkSettings(
                config.network(),
                config.seed(),
                config.balance_sat(),
                config.fee_base_msat(),
                config.fee_ppm(),
                Duration.ofMillis(config.tick_ms()),
                storage(config.storage_directory()));
    }

    private static Optional<Path> storage(String directory) {
        try {
            return directory.isBlank() ? Optional.empty() : Optional.of(Path.of(directory.strip()));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("storage.directory is not a path", e);
        }
    }

    private static Dictionary<String, Object> described(Map<String, Object> properties, Duration took) {
        Object configured = properties.get(Constants.SERVICE_RANKING);
        int ranking = DEFAULT_RANKING;
        try {
            ranking = configured == null
                    ? DEFAULT_RANKING
                    : Integer.parseInt(configured.toString().strip());
        } catch (NumberFormatException e) {
            LOG.warn("service.ranking is not a number, {} is used", DEFAULT_RANKING);
        }
        Hashtable<String, Object> result = new Hashtable<>();
        result.put(Constants.SERVICE_RANKING, ranking);
        result.put(KIND, "lightning");
        result.put(STARTED, took.toMillis());
        return result;
    }
}
