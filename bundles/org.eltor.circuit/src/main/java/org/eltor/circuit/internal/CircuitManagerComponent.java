package org.eltor.circuit.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eltor.api.circuit.CircuitAdmin;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.circuit.SchedulingRequest;
import org.eltor.api.circuit.SchedulingStrategy;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.circuit.SessionInfo;
import org.eltor.api.circuit.SessionListener;
import org.eltor.api.circuit.SessionRequest;
import org.eltor.api.circuit.StreamInfo;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelaySelector;
import org.eltor.api.status.ComponentStatus;
import org.eltor.api.tor.TorControl;
import org.eltor.circuit.internal.session.Board;
import org.eltor.circuit.internal.session.CircuitSettings;
import org.eltor.circuit.internal.session.EventLoop;
import org.eltor.circuit.internal.session.Manager;
import org.eltor.circuit.internal.session.Services;
import org.osgi.framework.ServiceReference;
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

/**
 * The circuit manager as a component. Nothing that it works with is mandatory: while something is missing it waits and
 * says so. All work is the {@link Manager}'s, on the thread {@code eltor-circuit-loop}.
 */
@Component(
        configurationPid = CircuitManagerComponent.PID,
        immediate = true,
        service = {CircuitManager.class, CircuitAdmin.class, ComponentStatus.class})
@Designate(ocd = CircuitConfig.class)
public final class CircuitManagerComponent implements CircuitManager, CircuitAdmin, ComponentStatus {
    static final String PID = "org.eltor.circuit";

    private static final Logger LOG = LoggerFactory.getLogger(CircuitManagerComponent.class);
    private static final int PROBES_AT_ONCE = 4;

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(named("eltor-circuit-loop"));
    private final ExecutorService probes = Executors.newFixedThreadPool(PROBES_AT_ONCE, named("eltor-circuit-probe"));
    private final Map<ServiceReference<SchedulingStrategy>, SchedulingStrategy> strategies = new ConcurrentHashMap<>();
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final Board board = new Board(this::tell);
    private final Optional<String> badSettings;
    private final Manager manager;

    private Optional<TorControl> tor = Optional.empty();
    private Optional<RelayDirectory> directory = Optional.empty();
    private Optional<RelaySelector> selector = Optional.empty();
    private Optional<PaymentService> payments = Optional.empty();
    private Optional<RelayHistory> history = Optional.empty();

    /** Starts the loop and returns; a bad setting keeps sessions from starting and is told in one line. */
    @Activate
    public CircuitManagerComponent(CircuitConfig config) {
        CircuitSettings settings = CircuitSettings.DEFAULTS;
        Optional<String> bad = Optional.empty();
        try {
            settings = SettingsReader.read(config, System.getenv("PAYMENT_INTERVAL_ROUNDS"));
        } catch (IllegalArgumentException e) {
            bad = Optional.of(e.getMessage() + " (" + PID + ")");
            LOG.warn("{}; circuits cannot be started until this is mended", bad.get());
        }
        badSettings = bad;
        manager = new Manager(
                new EventLoop(executor, Clock.systemUTC()),
                settings,
                board,
                new SecureRandom(),
                this::next,
                new SocksProber(probes, Duration.ofMillis(3400)));
        if (config.auto_start() && bad.isEmpty()) {
            manager.start(SessionRequest.CONFIGURED);
        }
    }

    /** Stops the session, then the threads, within 5 s. */
    @Deactivate
    void deactivate() throws InterruptedException {
        try {
            manager.stop().toCompletableFuture().get(4, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The session did not stop within 4 s; circuits may stay open until tor closes them");
        } finally {
            executor.shutdownNow();
            probes.shutdownNow();
        }
        if (!executor.awaitTermination(1, TimeUnit.SECONDS) || !probes.awaitTermination(1, TimeUnit.SECONDS)) {
            LOG.warn("A thread of the circuits did not stop within 1 s");
        }
    }

    // ------------------------------------------------------------------------------------------------- references

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindTor(TorControl service) {
        tor = Optional.of(service);
        changed();
    }

    synchronized void unbindTor(TorControl service) {
        tor = tor.filter(bound -> bound != service);
        changed();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindDirectory(RelayDirectory service) {
        directory = Optional.of(service);
        changed();
    }

    synchronized void unbindDirectory(RelayDirectory service) {
        directory = directory.filter(bound -> bound != service);
        changed();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindSelector(RelaySelector service) {
        selector = Optional.of(service);
        changed();
    }

    synchronized void unbindSelector(RelaySelector service) {
        selector = selector.filter(bound -> bound != service);
        changed();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindPayments(PaymentService service) {
        payments = Optional.of(service);
        changed();
    }

    synchronized void unbindPayments(PaymentService service) {
        payments = payments.filter(bound -> bound != service);
        changed();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindHistory(RelayHistory service) {
        history = Optional.of(service);
        changed();
    }

    synchronized void unbindHistory(RelayHistory service) {
        history = history.filter(bound -> bound != service);
        changed();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindStrategy(SchedulingStrategy service, ServiceReference<SchedulingStrategy> reference) {
        strategies.put(reference, service);
    }

    void unbindStrategy(ServiceReference<SchedulingStrategy> reference) {
        strategies.remove(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(SessionListener service) {
        listeners.add(service);
    }

    void unbindListener(SessionListener service) {
        listeners.remove(service);
    }

    private void changed() {
        manager.servicesChanged(new Services(tor, directory, selector, payments, history));
    }

    /** The preferred strategy's choice; the first circuit where no strategy is installed. */
    private CircuitInfo next(SchedulingRequest request) {
        return strategies.entrySet().stream()
                .max(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().next(request))
                .orElseGet(() -> request.candidates().get(0));
    }

    private void tell(SessionEvent event) {
        for (SessionListener listener : listeners) {
            try {
                listener.sessionEvent(event);
            } catch (RuntimeException e) {
                LOG.error("Bug: a session listener failed", e);
            }
        }
    }

    // ---------------------------------------------------------------------------------------------------- service

    @Override
    public SessionInfo session() {
        return manager.info();
    }

    @Override
    public List<CircuitInfo> circuits() {
        return board.circuits();
    }

    @Override
    public List<RoundInfo> rounds() {
        return board.rounds();
    }

    @Override
    public List<StreamInfo> streams() {
        return board.streams();
    }

    @Override
    public CompletionStage<Void> start(SessionRequest request) {
        return badSettings.isPresent()
                ? CompletableFuture.failedStage(new IllegalStateException(badSettings.get()))
                : manager.start(request);
    }

    @Override
    public CompletionStage<Void> stop() {
        return manager.stop();
    }

    @Override
    public String component() {
        return PID;
    }

    @Override
    public Optional<String> problem() {
        return badSettings.or(() -> session().problem());
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
