package org.eltor.devnet.internal.audit;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.OtherEvent;
import org.eltor.api.tor.TorConnector;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorMode;
import org.eltor.devnet.internal.network.DevnetThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The auditors of all relays of a network. As strict as eltord's relays: whoever does not find its payment in time ends
 * the circuit. Has control connections of its own, to the client and, with elTor, to every relay.
 */
public final class Audits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Audits.class);
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);
    private static final int CLOSE_SECONDS = 2;

    private final TorConnector connector;
    private final Courier courier;
    private final AuditLoop loop;
    private final Duration patience;
    private final Map<Fingerprint, RelayAuditor> auditors = new LinkedHashMap<>();
    private final List<TorConnection> connections = new CopyOnWriteArrayList<>();
    private volatile TorControl client;
    private Auditing auditing; // loop only
    private boolean asking; // loop only

    /**
     * @param connector opens the connections
     * @param wallet of the relays
     * @param courier brings the payer's word
     * @param schedule the relays' times
     * @param loop is ended by {@link #close}
     */
    Audits(
            TorConnector connector,
            LightningReceiver wallet,
            Courier courier,
            List<AuditedRelay> relays,
            AuditSchedule schedule,
            AuditLoop loop) {
        this.connector = connector;
        this.courier = courier;
        this.loop = loop;
        patience = schedule.interval().dividedBy(2);
        for (AuditedRelay relay : relays) {
            auditors.put(relay.relay(), new RelayAuditor(relay, schedule, wallet, loop));
        }
    }

    /** Auditors on a thread {@code eltor-devnet-audit-…}; see the constructor. */
    public static Audits of(
            TorConnector connector,
            LightningReceiver wallet,
            Supplier<Optional<PaymentService>> payments,
            Path directory,
            List<AuditedRelay> relays,
            Duration interval) {
        Set<Fingerprint> ours = relays.stream().map(AuditedRelay::relay).collect(Collectors.toSet());
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, DevnetThreads.named("audit"));
        executor.setRemoveOnCancelPolicy(true);
        return new Audits(
                connector,
                wallet,
                new LedgerCourier(payments, directory, ours),
                relays,
                new AuditSchedule(interval),
                new AuditLoop(executor, Clock.systemUTC()));
    }

    /**
     * Connects to the client, and with elTor to every relay.
     *
     * @return completes when nothing can escape the auditors any more; fails with a
     *     {@link org.eltor.api.tor.TorException}
     */
    public CompletionStage<Void> open(ControlTarget clientTarget) {
        return connector.connect(clientTarget).thenCompose(connection -> {
            keep(connection);
            client = connection.control();
            return client.info().mode() == TorMode.ELTOR ? openEltor() : openStock();
        });
    }

    /** A connection that comes when all is over is closed again. */
    private void keep(TorConnection connection) {
        connections.add(connection);
        if (loop.executor().isShutdown()) {
            connection.close();
        }
    }

    private CompletionStage<Void> openStock() {
        return listenToClient(new StockAudit(auditors, loop, patience, this::closeAtClient));
    }

    private CompletionStage<Void> openEltor() {
        EltorAudit eltor = new EltorAudit(loop, patience, this::closeAtClient);
        CompletionStage<Void> all = listenToClient(eltor);
        for (RelayAuditor auditor : auditors.values()) {
            all = all.thenCombine(listenToRelay(auditor, eltor), (a, b) -> null);
        }
        return all;
    }

    private CompletionStage<Void> listenToClient(Auditing how) {
        loop.execute(() -> auditing = how);
        Consumer<TorEvent> listener = event -> {
            if (event instanceof CircuitEvent circuit) {
                loop.execute(() -> {
                    how.circuitEvent(circuit);
                    askPayer();
                });
            }
        };
        return client.subscribe(Set.of("CIRC"), listener).thenApply(subscription -> null);
    }

    private CompletionStage<Void> listenToRelay(RelayAuditor auditor, EltorAudit eltor) {
        return connector.connect(auditor.relay().control()).thenCompose(connection -> {
            keep(connection);
            TorControl relay = connection.control();
            Consumer<TorEvent> listener = event -> {
                if (event instanceof OtherEvent other) {
                    IdsEvent.parse(other)
                            .ifPresentOrElse(
                                    ids -> loop.execute(() -> {
                                        eltor.idsReceived(auditor, ids, number -> tearDown(relay, number));
                                        askPayer();
                                    }),
                                    () -> LOG.warn(
                                            "{} received ids in an unknown form",
                                            auditor.relay().nickname()));
                }
            };
            return relay.subscribe(Set.of(IdsEvent.KEYWORD), listener).thenApply(subscription -> null);
        });
    }

    private void tearDown(TorControl relay, long number) {
        relay.teardownCircuit(number).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debug("A circuit could not be torn down: {}", failure.getMessage());
            }
        });
    }

    private void closeAtClient(CircuitId circuit) {
        client.closeCircuit(circuit).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debug("Circuit {} could not be closed: {}", circuit, failure.getMessage());
            }
        });
    }

    /** One question at a time, repeated as long as a circuit is too new for the payer to know it. */
    private void askPayer() {
        if (asking || !auditing.wantsHandover()) {
            return;
        }
        asking = true;
        courier.fetch()
                .whenComplete((handovers, failure) -> loop.execute(() -> {
                    if (failure == null) {
                        auditing.handedOver(handovers);
                    } else {
                        LOG.debug("The payer's ledger was not to be had: {}", failure.getMessage());
                    }
                    loop.at(loop.now().plus(ASK_AGAIN), () -> {
                        asking = false;
                        askPayer();
                    });
                }));
    }

    /** The auditors' own connection to the client; only after a successful {@link #open}. */
    public TorControl client() {
        if (client == null) {
            throw new IllegalStateException("The audits are not open");
        }
        return client;
    }

    /** What each relay has seen, in the order of the relays. Any thread. */
    public List<RelayAudit> reports() {
        return auditors.values().stream().map(RelayAuditor::report).toList();
    }

    /** Stops to watch and ends the connections and the thread within {@value #CLOSE_SECONDS} seconds. */
    @Override
    public void close() {
        loop.executor().shutdownNow();
        connections.forEach(TorConnection::close);
        try {
            if (!loop.executor().awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The audits did not stop within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
