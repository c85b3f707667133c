package org.eltor.wallet.simulated.internal;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.status.ComponentStatus;
import org.eltor.wallet.simulated.internal.network.SimulatedNetwork;
import org.eltor.wallet.simulated.internal.network.SimulatedSettings;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a simulated network as a wallet and as a receiver while its settings and its journal are good. Ranks below
 * every other wallet unless {@code service.ranking} is configured.
 */
@Component(immediate = true, configurationPid = SimulatedWalletComponent.PID, service = ComponentStatus.class)
@Designate(ocd = SimulatedWalletConfig.class)
@Capability(
        namespace = "osgi.service",
        attribute =
                "objectClass:List<String>=\"org.eltor.api.lightning.LightningReceiver,org.eltor.api.lightning.Wallet\"",
        effective = "active",
        uses = Wallet.class)
public final class SimulatedWalletComponent implements ComponentStatus {
    static final String PID = "org.eltor.wallet.simulated";
    static final int DEFAULT_RANKING = -100;
    /** Tells a wallet and its receiver from other pairs. */
    static final String KIND = "eltor.wallet";

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedWalletComponent.class);
    private static final int THREADS = 2;

    private final Optional<String> problem;
    private final Optional<ScheduledExecutorService> executor;
    private final Optional<SimulatedNetwork> network;
    private final Optional<ServiceRegistration<?>> registration;

    @Activate
    public SimulatedWalletComponent(
            BundleContext context, SimulatedWalletConfig config, Map<String, Object> properties) {
        ScheduledExecutorService threads = null;
        SimulatedNetwork opened = null;
        String trouble = null;
        try {
            SimulatedSettings settings = settings(config);
            threads = threads();
            opened = new SimulatedNetwork(settings, Clock.systemUTC(), threads);
        } catch (IllegalArgumentException e) {
            trouble = "setting " + e.getMessage() + " (PID " + PID + ")";
        } catch (IOException e) {
            trouble = "the journal cannot be used: " + e.getMessage();
        }
        if (trouble != null) {
            LOG.warn("No simulated wallet: {}", trouble);
            if (threads != null) {
                threads.shutdownNow();
            }
        }
        problem = Optional.ofNullable(trouble);
        network = Optional.ofNullable(opened);
        executor = opened == null ? Optional.empty() : Optional.of(threads);
        registration = network.map(service -> context.registerService(
                new String[] {Wallet.class.getName(), LightningReceiver.class.getName()},
                service,
                described(properties)));
    }

    @Deactivate
    public void deactivate() throws InterruptedException {
        registration.ifPresent(ServiceRegistration::unregister);
        executor.ifPresent(ScheduledExecutorService::shutdownNow);
        if (executor.isPresent() && !executor.get().awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warn("Threads of the simulated wallet did not stop within 5 s");
        }
        if (network.isPresent()) {
            try {
                network.get().close();
            } catch (IOException e) {
                LOG.warn("The simulated wallet's journal was not closed: {}", e.getMessage());
            }
        }
    }

    @Override
    public String component() {
        return PID;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    /** @throws IllegalArgumentException when a value is out of range; the message names the property */
    static SimulatedSettings settings(SimulatedWalletConfig config) {
        return new SimulatedSettings(
                config.name(),
                config.seed(),
                amount("balance.msat", config.balance_msat()),
                config.whole_satoshi(),
                Duration.ofMillis(config.latency_median_ms()),
                Duration.ofMillis(config.latency_p99_ms()),
                config.failure_ratio(),
                config.hang_ratio(),
                config.late_ratio(),
                Duration.ofMillis(config.late_ms()),
                amount("fee.base.msat", config.fee_base_msat()),
                config.fee_ppm(),
                config.lookup(),
                storage(config.storage_file()));
    }

    private static MilliSatoshi amount(String property, long msat) {
        if (msat < 0) {
            throw new IllegalArgumentException(property + " must not be negative");
        }
        return MilliSatoshi.of(msat);
    }

    private static Optional<Path> storage(String file) {
        try {
            return file.isBlank() ? Optional.empty() : Optional.of(Path.of(file.strip()));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("storage.file is not a path", e);
        }
    }

    private static Dictionary<String, Object> described(Map<String, Object> properties) {
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
        result.put(KIND, "simulated");
        return result;
    }

    private static ScheduledExecutorService threads() {
        AtomicInteger count = new AtomicInteger();
        return Executors.newScheduledThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "eltor-wallet-simulated-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((t, e) -> LOG.error("Bug: {} died", t.getName(), e));
            return thread;
        });
    }
}
