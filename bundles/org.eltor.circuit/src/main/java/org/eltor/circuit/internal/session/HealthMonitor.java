package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.eltor.circuit.internal.session.CircuitSettings.Target;

/**
 * Finds circuits that died without a word. Events come first and are the pool's; this looks at what a circuit
 * delivers, and probes one that delivers nothing, on that circuit. A stall is found within 10 s. Runs on the loop.
 */
final class HealthMonitor implements StreamRouter.Probes {
    /** How long a probe may take; the prober gives up a little before. */
    static final Duration PROBE_TIMEOUT = Duration.ofMillis(3500);

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration STALL = Duration.ofSeconds(8);

    private final Context context;
    private final Pool pool;
    private final Prober prober;
    private final Map<ManagedCircuit, Health> healths = new HashMap<>();
    private final Map<String, ManagedCircuit> probes = new HashMap<>();
    private Optional<Target> socks;
    private StreamRouter router;
    private EventLoop.Timer timer = EventLoop.Timer.NONE;

    HealthMonitor(Context context, Pool pool, Prober prober) {
        this.context = context;
        this.pool = pool;
        this.prober = prober;
        this.socks = context.settings().socksAddress();
    }

    /** What is known of one circuit. */
    private static final class Health {
        private int failedProbes;
        private boolean probing;
        private Instant nextProbe = Instant.MIN;
    }

    void begin(StreamRouter streams) {
        router = streams;
        if (socks.isEmpty() && context.settings().probeTarget().isPresent()) {
            context.loop()
                    .when(
                            context.tor().getInfo("net/listeners/socks"),
                            answer -> socks = firstListener(answer),
                            error -> {});
        }
        tick();
    }

    void end() {
        timer.cancel();
    }

    /** The first TCP listener of {@code GETINFO net/listeners/socks} (control-spec 3.9): quoted, blank-separated. */
    static Optional<Target> firstListener(String answer) {
        for (String word : answer.strip().split("\\s+")) {
            String listener = word.replace("\"", "");
            if (listener.matches(".+:\\d{1,5}") && !listener.startsWith("unix:")) {
                return Target.parse("net/listeners/socks", listener);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<ManagedCircuit> circuitOf(String socksUsername) {
        return Optional.ofNullable(probes.get(socksUsername));
    }

    void gone(ManagedCircuit circuit) {
        healths.remove(circuit);
    }

    /** Something that this circuit shares with a dead one may be dead too: probe it now. */
    void suspect(ManagedCircuit circuit) {
        probe(circuit, health(circuit));
    }

    private void tick() {
        Instant now = context.loop().now();
        for (ManagedCircuit circuit : pool.usable()) {
            check(circuit, now);
        }
        timer = context.loop().schedule(TICK, this::tick);
    }

    private void check(ManagedCircuit circuit, Instant now) {
        Health health = health(circuit);
        boolean stalled = router.connecting(circuit).stream()
                .anyMatch(s -> s.connecting.orElseThrow().plus(STALL).isBefore(now));
        if (stalled && circuit.lastDelivery.plus(STALL).isBefore(now)) {
            pool.lost(circuit, "it delivered nothing for " + STALL.toSeconds() + " s");
        } else if (circuit.lastDelivery.plus(SILENCE).isBefore(now) && health.nextProbe.isBefore(now)) {
            probe(circuit, health);
        }
    }

    private Health health(ManagedCircuit circuit) {
        return healths.computeIfAbsent(circuit, c -> new Health());
    }

    private void probe(ManagedCircuit circuit, Health health) {
        Optional<Target> target = context.settings().probeTarget();
        if (health.probing || socks.isEmpty() || target.isEmpty()) {
            return;
        }
        health.probing = true;
        byte[] token = new byte[16];
        context.random().nextBytes(token);
        String username = "probe-" + HexFormat.of().formatHex(token);
        probes.put(username, circuit);
        Instant begun = context.loop().now();
        context.loop()
                .when(
                        prober.probe(socks.get(), target.get(), username),
                        good -> probed(circuit, health, username, begun, good),
                        error -> probed(circuit, health, username, begun, false));
    }

    /** A probe that fails while data arrives says nothing; two in a row on a silent circuit are its end. */
    private void probed(ManagedCircuit circuit, Health health, String username, Instant begun, boolean good) {
        probes.remove(username);
        health.probing = false;
        boolean delivered = good || circuit.lastDelivery.isAfter(begun);
        Instant now = context.loop().now();
        if (delivered) {
            health.failedProbes = 0;
            circuit.lastDelivery = good ? now : circuit.lastDelivery;
            // An even beat would mark the circuit to whoever watches.
            health.nextProbe = now.plusMillis(context.random().nextLong(3000));
        } else if (circuit.isUsable()) {
            health.failedProbes++;
            if (health.failedProbes >= 2) {
                pool.lost(circuit, "two probes in a row got no answer");
            } else {
                probe(circuit, health);
            }
        }
    }
}
