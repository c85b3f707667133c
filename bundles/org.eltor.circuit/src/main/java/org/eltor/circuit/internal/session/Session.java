package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.circuit.SessionRequest;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.tor.CircuitBandwidthEvent;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.NewConsensusEvent;
import org.eltor.api.tor.NewDescriptorsEvent;
import org.eltor.api.tor.StreamEvent;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorSubscription;

/**
 * The work with one control connection, from its first circuit to the restored options. Puts pool, rounds, streams and
 * health together. Runs on the loop.
 */
final class Session implements PoolListener {
    private static final Set<String> EVENTS = Set.of("CIRC", "STREAM", "CIRC_BW", "NEWCONSENSUS", "NEWDESC");
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private final Context context;
    private final Pool pool;
    private final RoundLoop rounds;
    private final StreamRouter router;
    private final HealthMonitor health;
    private final TorOptions options;
    private Optional<TorSubscription> subscription = Optional.empty();
    private EventLoop.Timer upkeep = EventLoop.Timer.NONE;
    private boolean ended;
    private boolean active;

    /**
     * @param finished called when a session that was to run once is over
     */
    Session(Context context, SessionRequest request, Prober prober, Runnable finished) {
        this.context = context;
        this.pool =
                new Pool(context, request.circuits().orElse(context.settings().circuits()), this);
        int of = request.rounds().orElse(context.settings().rounds());
        this.rounds = new RoundLoop(context, pool, of, request.once(), finished);
        this.health = new HealthMonitor(context, pool, prober);
        this.router = new StreamRouter(context, pool, health);
        this.options = new TorOptions(context.tor(), context.settings());
    }

    void begin() {
        context.loop()
                .when(
                        context.tor().subscribe(EVENTS, event -> context.loop().execute(() -> torEvent(event))),
                        this::subscribed,
                        error -> context.board().warn("No events from tor: " + error.getMessage()));
    }

    private void subscribed(TorSubscription events) {
        subscription = Optional.of(events);
        if (ended) {
            events.close();
            return;
        }
        context.loop().when(options.handBackLeftovers(), done -> build(), error -> {
            context.board().warn("Could not look for options left by another controller: " + error.getMessage());
            build();
        });
    }

    private void build() {
        if (!ended) {
            health.begin(router);
            pool.maintain();
            keepUp();
        }
    }

    // ---------------------------------------------------------------------------------------------------- events

    private void torEvent(TorEvent event) {
        if (ended) {
            return;
        }
        if (event instanceof CircuitEvent circuit) {
            pool.circuitEvent(circuit);
        } else if (event instanceof StreamEvent stream) {
            router.streamEvent(stream);
        } else if (event instanceof CircuitBandwidthEvent bandwidth) {
            pool.bandwidthEvent(bandwidth);
        } else if (event instanceof NewConsensusEvent || event instanceof NewDescriptorsEvent) {
            pool.wake();
        }
    }

    @Override
    public void usable(ManagedCircuit circuit) {
        if (active) {
            router.routeWaiting();
        } else {
            active = true;
            takeOverStreams();
        }
        rounds.usable();
    }

    /** From the first usable circuit on, streams are ours to attach. */
    private void takeOverStreams() {
        router.activate();
        context.loop()
                .when(
                        options.take(),
                        done -> {},
                        error -> context.board().warn("Tor did not hand over its streams: " + error.getMessage()));
    }

    @Override
    public void leaving(ManagedCircuit circuit) {
        router.leave(circuit);
    }

    @Override
    public void gone(ManagedCircuit circuit) {
        router.gone(circuit);
        health.gone(circuit);
        if (!ended) {
            pool.usable().stream().filter(circuit::sharesRelay).forEach(health::suspect);
        }
    }

    @Override
    public int session() {
        return rounds.session();
    }

    @Override
    public boolean isLastInterval(ManagedCircuit circuit) {
        return rounds.isLastInterval(circuit);
    }

    @Override
    public void changed() {
        if (!ended) {
            rounds.poke();
            keepUp();
        }
    }

    /** Looks after the pool now and whenever something falls due. */
    private void keepUp() {
        upkeep.cancel();
        if (ended) {
            return;
        }
        upkeep = context.loop()
                .schedule(
                        pool.nextDue()
                                .map(due -> Duration.between(context.loop().now(), due))
                                .orElse(Duration.ofSeconds(1)),
                        () -> {
                            pool.closeDrained();
                            pool.maintain();
                            keepUp();
                        });
    }

    // ---------------------------------------------------------------------------------------------------- ending

    /** Relays, wallets or the budget changed: what waits may succeed now. */
    void servicesChanged() {
        pool.wake();
    }

    /** Closes circuits, hands waiting streams back and restores the options; {@code done} is called within 3 s. */
    void end(Runnable done) {
        if (ended) {
            done.run();
            return;
        }
        endParts();
        List<CompletableFuture<Void>> last = router.waiting().stream()
                .map(s -> context.tor().attachStream(s, Optional.empty()).toCompletableFuture())
                .toList();
        CompletableFuture<Void> restored = options.restore()
                .toCompletableFuture()
                .thenCompose(nothing -> CompletableFuture.allOf(last.toArray(CompletableFuture[]::new)));
        pool.end("stopped");
        Once once = new Once(() -> {
            subscription.ifPresent(TorSubscription::close);
            done.run();
        });
        context.loop().when(restored, nothing -> once.run(), error -> once.run());
        context.loop().schedule(STOP_LIMIT, once);
    }

    /** The control connection, or another service it cannot do without, is gone. */
    void lost() {
        if (!ended) {
            endParts();
            pool.connectionLost();
        }
    }

    private void endParts() {
        ended = true;
        rounds.end();
        health.end();
        upkeep.cancel();
    }

    // --------------------------------------------------------------------------------------------------- looking

    SessionState state() {
        int usable = pool.usable().size();
        if (usable >= pool.wanted()) {
            return SessionState.RUNNING;
        }
        if (usable > 0) {
            return SessionState.DEGRADED;
        }
        return pool.problem().isPresent() ? SessionState.WAITING : SessionState.BUILDING;
    }

    Optional<String> problem() {
        return pool.problem();
    }

    int round() {
        return rounds.number();
    }

    int roundsOf() {
        return rounds.of();
    }

    int failovers() {
        return pool.failovers();
    }

    int wanted() {
        return pool.wanted();
    }

    /** Runs a task the first time only. On the loop, so no lock is needed. */
    private static final class Once implements Runnable {
        private final Runnable task;
        private boolean done;

        private Once(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!done) {
                done = true;
                task.run();
            }
        }
    }
}
