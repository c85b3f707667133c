package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.SchedulingRequest;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.circuit.SessionRequest;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorMode;
import org.eltor.circuit.internal.session.CircuitSettings.Target;
import org.eltor.testkit.ScriptedTor;
import org.eltor.testkit.SteppedExecutor;

/**
 * A whole session on virtual time: the manager, a scripted tor, a payer that remembers, and auditors that end every
 * circuit of which a relay is not paid by the end of an interval, as eltord's relays do.
 */
final class SimulatedSession {
    static final Duration INTERVAL = Duration.ofSeconds(60);

    final SteppedExecutor executor = new SteppedExecutor();
    final ScriptedTor tor;
    final FakePayments payments = new FakePayments(executor);
    final FakeRelays relays;
    final List<SessionEvent> events = new ArrayList<>();
    final List<String> teardowns = new ArrayList<>();
    final Map<String, Boolean> probeAnswers = new HashMap<>();
    final List<String> probes = new ArrayList<>();
    final Board board = new Board(events::add);
    final Manager manager;
    boolean probesAnswer = true;
    TorControl control;

    SimulatedSession() {
        this(TorMode.STOCK, settings(2, Optional.empty()), 10);
    }

    SimulatedSession(TorMode mode, int relayCount) {
        this(mode, settings(2, Optional.empty()), 10, relayCount);
    }

    SimulatedSession(TorMode mode, CircuitSettings settings, int intervals) {
        this(mode, settings, intervals, 18);
    }

    private SimulatedSession(TorMode mode, CircuitSettings settings, int intervals, int relayCount) {
        tor = mode == TorMode.STOCK ? ScriptedTor.stock(executor) : ScriptedTor.eltor(executor);
        List<Fingerprint> fingerprints = tor.addRelays(relayCount);
        relays = new FakeRelays(fingerprints, INTERVAL, intervals);
        manager = new Manager(
                new EventLoop(executor, executor.clock()),
                settings,
                board,
                new Random(42),
                SimulatedSession::roundRobin,
                this::probe);
        connect();
        audit();
    }

    static CircuitSettings settings(int circuits, Optional<Target> probeTarget) {
        return new CircuitSettings(
                circuits,
                Math.max(4, circuits),
                10,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Set.of(80),
                256,
                true,
                Duration.ofSeconds(30),
                false,
                probeTarget,
                Optional.of(new Target("127.0.0.1", 9050)));
    }

    /** A new control connection, and everything else there. */
    void connect() {
        control = tor.control();
        manager.servicesChanged(new Services(
                Optional.of(control),
                Optional.of(relays),
                Optional.of(relays),
                Optional.of(payments),
                Optional.of(relays)));
    }

    private static CircuitInfo roundRobin(SchedulingRequest request) {
        int previous = request.previousSlot().orElse(-1);
        return request.candidates().stream()
                .filter(c -> c.role().slot() > previous)
                .findFirst()
                .orElse(request.candidates().get(0));
    }

    private CompletionStage<Boolean> probe(Target socks, Target target, String username) {
        probes.add(username);
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        tor.openStream(target.host(), target.port(), Map.of("SOCKS_USERNAME", username));
        long millis = probesAnswer ? 50 : 3400;
        boolean good = probesAnswer;
        executor.schedule(() -> answer.complete(good), millis, TimeUnit.MILLISECONDS);
        return answer;
    }

    /** Every auditor's look at its circuits, once a second, as strict as reference section 8 has it. */
    private void audit() {
        Instant now = executor.clock().instant();
        for (CircuitInfo circuit : board.circuits()) {
            boolean live = circuit.state() == CircuitState.USABLE || circuit.state() == CircuitState.DRAINING;
            long elapsed = Duration.between(circuit.launchedAt(), now).toSeconds();
            int over = (int) Math.min(10, elapsed / INTERVAL.toSeconds());
            if (live && tor.liveCircuits().contains(circuit.id()) && !isPaid(circuit, over)) {
                teardowns.add(circuit.role() + " " + circuit.id() + " interval " + over + " at " + elapsed + " s");
                tor.closeCircuit(circuit.id(), "DESTROYED", "DESTROYED");
            }
        }
        executor.schedule(this::audit, 1, TimeUnit.SECONDS);
    }

    private boolean isPaid(CircuitInfo circuit, int intervals) {
        Instant now = executor.clock().instant();
        for (int interval = 1; interval <= intervals; interval++) {
            for (int hop = 0; hop < 3; hop++) {
                if (!payments.isSettled(circuit.id(), hop, interval, now)) {
                    return false;
                }
            }
        }
        return true;
    }

    // ----------------------------------------------------------------------------------------------------- driving

    SimulatedSession start(int circuits, int rounds, boolean once) {
        manager.start(new SessionRequest(OptionalInt.of(circuits), OptionalInt.of(rounds), once));
        return this;
    }

    void seconds(double seconds) {
        executor.advance(Duration.ofMillis(Math.round(seconds * 1000)));
        if (!executor.failures().isEmpty()) {
            throw new AssertionError(executor.failures().get(0));
        }
    }

    List<CircuitInfo> usable() {
        return board.circuits().stream()
                .filter(c -> c.state() == CircuitState.USABLE)
                .toList();
    }

    CircuitInfo circuit(CircuitId id) {
        return board.circuits().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    List<String> notices() {
        return events(SessionEvent.Notice.class).map(SessionEvent.Notice::text).toList();
    }

    <T extends SessionEvent> Stream<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }
}
