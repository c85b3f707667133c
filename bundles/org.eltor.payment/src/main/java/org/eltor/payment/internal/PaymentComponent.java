package org.eltor.payment.internal;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.status.ComponentStatus;
import org.eltor.api.tor.TorControl;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.payment.internal.ledger.LeftLibraries;
import org.eltor.payment.internal.ledger.SharedLedger;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers {@link PaymentService} while the settings are good and the ledger can be written. */
@Component(immediate = true, configurationPid = PaymentComponent.PID, service = ComponentStatus.class)
@Designate(ocd = PaymentConfig.class)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.eltor.api.payment.PaymentService\"",
        effective = "active",
        uses = PaymentService.class)
public final class PaymentComponent implements ComponentStatus {
    static final String PID = "org.eltor.payment";

    private static final Logger LOG = LoggerFactory.getLogger(PaymentComponent.class);

    /** Longer than any pause of a node that lives, no longer than half an interval. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final AtomicReference<DataSource> database = new AtomicReference<>();
    private final BundleContext context;
    private final Map<ServiceReference<Wallet>, Wallet> wallets = new ConcurrentHashMap<>();
    private final AtomicReference<ServiceRegistration<PaymentService>> registration = new AtomicReference<>();
    private final Optional<PaymentRuntime> runtime;
    private final String badSetting;
    private volatile boolean stopped;

    @Activate
    public PaymentComponent(BundleContext context, PaymentConfig config) {
        this.context = context;
        PaymentRuntime built = null;
        String bad = "";
        try {
            PaymentSettings settings = PaymentSettings.of(config, context::getProperty);
            built = new PaymentRuntime(
                    settings, place(settings), Clock.systemUTC(), new SecureRandom(), this::ranked, this::available);
        } catch (IllegalArgumentException e) {
            bad = "nothing is paid: setting " + e.getMessage() + " (PID " + PID + ")";
            LOG.warn("Payments wait: {}", bad);
        }
        this.runtime = Optional.ofNullable(built);
        this.badSetting = bad;
    }

    @Activate
    void activate() {
        sweep();
        runtime.ifPresent(PaymentRuntime::start);
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        stopped = true;
        unregister();
        if (runtime.isPresent()) {
            runtime.get().stop();
        }
        unregister(); // one that was under way
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindWallet(Wallet wallet, ServiceReference<Wallet> reference) {
        wallets.put(reference, wallet);
        runtime.ifPresent(PaymentRuntime::walletsChanged);
    }

    void unbindWallet(ServiceReference<Wallet> reference) {
        wallets.remove(reference);
        runtime.ifPresent(PaymentRuntime::walletsChanged);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTor(TorControl tor) {
        runtime.ifPresent(present -> present.torCame(tor));
    }

    void unbindTor(TorControl tor) {
        LOG.debug("Tor is gone; its limit of a circuit holds until another says its own");
    }

    @Reference(
            name = "datasource",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            target = PaymentSettings.NO_DATABASE)
    void bindDatabase(DataSource present) {
        database.set(present);
    }

    void unbindDatabase(DataSource gone) {
        database.compareAndSet(gone, null);
    }

    @Override
    public String component() {
        return PID;
    }

    @Override
    public Optional<String> problem() {
        return runtime.isPresent() ? runtime.get().problem() : Optional.of(badSetting);
    }

    /** A Karaf's own folder for temporary files is used by no other process. */
    private void sweep() {
        String data = context.getProperty("karaf.data");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (data != null && temporary.startsWith(data)) {
            LeftLibraries.delete(
                    temporary,
                    Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
        }
    }

    private LedgerPlace place(PaymentSettings settings) {
        return settings.node()
                .<LedgerPlace>map(node -> new SharedLedger(() -> Optional.ofNullable(database.get()), node, LEASE))
                .orElseGet(() -> LedgerPlace.file(settings.ledger()));
    }

    private List<Wallet> ranked() {
        return wallets.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void available(Optional<PaymentService> service) {
        if (service.isEmpty()) {
            unregister();
        } else if (!stopped && registration.get() == null) {
            registration.set(context.registerService(PaymentService.class, service.get(), null));
            if (stopped) {
                unregister();
            }
        }
    }

    private void unregister() {
        ServiceRegistration<PaymentService> present = registration.getAndSet(null);
        if (present != null) {
            try {
                present.unregister();
            } catch (IllegalStateException e) {
                LOG.debug("The framework has unregistered the payment service already");
            }
        }
    }
}
