package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.tor.CircuitBandwidthEvent;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitStatus;

/**
 * The circuits of a session: as many as are wanted, each in its slot, a dead one replaced at once, an old one before
 * it ends. Runs on the loop.
 */
final class Pool {
    private final Context context;
    private final PoolListener listener;
    private final CircuitBuilder builder;
    private final PathPlanner planner;
    private final Experience experience;
    private final Slots slots;
    private final LiveCircuits circuits = new LiveCircuits();
    private final Set<String> said = new HashSet<>(); // each rule that was given up is said once
    private final Succession succession;
    private int failovers;
    private boolean ended;
    private Optional<String> problem = Optional.empty();

    Pool(Context context, int wanted, PoolListener listener) {
        this.context = context;
        this.listener = listener;
        this.builder = new CircuitBuilder(context);
        this.planner = new PathPlanner(context);
        this.experience = new Experience(context);
        this.succession = new Succession(context.loop(), listener::isLastInterval);
        this.slots = new Slots(wanted, context.settings().maxCircuits());
    }

    // --------------------------------------------------------------------------------------------------- looking

    List<ManagedCircuit> usable() {
        return circuits.usable();
    }

    boolean firstAttemptsEnded() {
        return slots.all(slot -> slot.settled);
    }

    int failovers() {
        return failovers;
    }

    int wanted() {
        return slots.wanted();
    }

    /** Why the latest attempt failed, while there is a slot without a circuit. */
    Optional<String> problem() {
        return slots.all(slot -> slot.current.isPresent()) ? Optional.empty() : problem;
    }

    // -------------------------------------------------------------------------------------------------- building

    /** Starts what is to be started: a circuit for every slot that has none, or whose circuit nears its end. */
    void maintain() {
        if (!ended) {
            slots.matching(succession::isDue).forEach(this::attempt);
        }
    }

    /** Tries again now what waits after a failure: relays, budget or wallets changed. */
    void wake() {
        slots.wake();
        maintain();
    }

    /** Builds one circuit more than wanted, if the settings allow. */
    boolean grow() {
        boolean room = slots.grow();
        maintain();
        return room;
    }

    /** Replaces a circuit that is well, without a moment between. */
    void renew(ManagedCircuit circuit) {
        slots.heldBy(circuit).ifPresent(slot -> slot.renew = true);
        maintain();
    }

    /** Whether a circuit is being replaced that is well: its successor can be waited for. */
    boolean isRenewing() {
        return !slots.matching(slot -> slot.renew).isEmpty();
    }

    /** From now on nothing is replaced: the session ends. */
    void stopRenewing() {
        succession.stop();
    }

    /** When {@link #maintain} or {@link #closeDrained} has something to do next. */
    Optional<Instant> nextDue() {
        return succession.nextDue(circuits.all());
    }

    private void attempt(Slot slot) {
        slot.attempting = true;
        PathPlan plan;
        try {
            plan = planner.plan(circuits.all(), slot.role);
        } catch (NoPathException e) {
            failed(slot, e.getMessage(), true);
            return;
        }
        planner.reserve(slot.role, plan);
        plan.relaxed().stream()
                .map(rule -> "Path of " + slot.role + ": " + rule)
                .filter(said::add)
                .forEach(context.board()::warn);
        builder.build(slot.role, plan, new CircuitBuilder.Result() {
            @Override
            public void launched(ManagedCircuit circuit) {
                Pool.this.launched(slot, circuit);
            }

            @Override
            public void failed(String reason, boolean fatalUntilChanged) {
                Pool.this.failed(slot, reason, fatalUntilChanged);
            }
        });
    }

    private void launched(Slot slot, ManagedCircuit circuit) {
        planner.release(slot.role);
        circuit.session = listener.session();
        List<CircuitEvent> early = circuits.add(circuit);
        if (ended) {
            close(circuit, "the session ended");
            return;
        }
        context.board().update(circuit);
        context.board().tell(new SessionEvent.CircuitLaunched(circuit.info()));
        Duration left = Duration.between(context.loop().now(), circuit.clock.launchedAt())
                .plus(context.settings().buildTimeout());
        context.loop().schedule(left, () -> {
            if (circuit.state == CircuitState.BUILDING) {
                context.tor().closeCircuit(circuit.id);
                long limit = context.settings().buildTimeout().toSeconds();
                finish(circuit, "not built within " + limit + " s", true);
            }
        });
        early.forEach(this::circuitEvent);
    }

    private void failed(Slot slot, String reason, boolean fatalUntilChanged) {
        planner.release(slot.role);
        slot.attempting = false;
        slot.settled = true;
        if (ended) {
            return;
        }
        if (!problem.equals(Optional.of(reason))) {
            context.board().warn("No " + slot.role + " circuit: " + reason);
        }
        problem = Optional.of(reason);
        slot.pause(context.loop(), context.random(), !fatalUntilChanged, this::maintain);
        listener.changed();
    }

    // ---------------------------------------------------------------------------------------------------- events

    void circuitEvent(CircuitEvent event) {
        circuits.find(event.id()).ifPresentOrElse(c -> circuitEvent(c, event), () -> circuits.keepEarly(event));
    }

    private void circuitEvent(ManagedCircuit circuit, CircuitEvent event) {
        if (event.isEnd()) {
            String remote = event.remoteReason().map(r -> ", " + r).orElse("");
            finish(circuit, event.reason().orElse("no reason given") + remote, true);
        } else if (circuit.state == CircuitState.BUILDING) {
            circuit.hopsDone = event.path().size();
            if (event.status() == CircuitStatus.BUILT) {
                built(circuit, event);
            }
        }
    }

    void bandwidthEvent(CircuitBandwidthEvent event) {
        circuits.find(event.id()).ifPresent(circuit -> {
            circuit.bytesRead += event.deliveredRead();
            circuit.bytesWritten += event.deliveredWritten();
            circuit.peak = Math.max(circuit.peak, event.deliveredRead() + event.deliveredWritten());
            if (event.deliveredRead() > 0) {
                circuit.lastDelivery = context.loop().now();
            }
            context.board().update(circuit);
        });
    }

    private void built(ManagedCircuit circuit, CircuitEvent event) {
        if (!event.path().equals(circuit.path())) {
            close(circuit, "tor built another path than the one asked for");
            return;
        }
        Instant now = context.loop().now();
        circuit.state = CircuitState.USABLE;
        circuit.builtIn = Optional.of(Duration.between(circuit.clock.launchedAt(), now));
        circuit.lastDelivery = now;
        planner.trust(circuit.plan);
        experience.built(circuit);
        Slot slot = slots.of(circuit.role);
        Optional<ManagedCircuit> old = slot.current;
        slot.succeeded(circuit);
        context.board().update(circuit);
        context.board().notice(circuit + " is BUILT and ready for traffic");
        context.board().tell(new SessionEvent.CircuitBuilt(circuit.info()));
        listener.usable(circuit);
        old.ifPresent(this::drain);
        listener.changed();
    }

    // --------------------------------------------------------------------------------------------------- leaving

    /** No new streams; closes when the last one has ended, or when its paid time is over. */
    private void drain(ManagedCircuit circuit) {
        if (circuit.isUsable()) {
            circuit.state = CircuitState.DRAINING;
            slots.heldBy(circuit).ifPresent(slot -> slot.current = Optional.empty());
            context.board().update(circuit);
            context.board().tell(new SessionEvent.CircuitDraining(circuit.info()));
            listener.leaving(circuit);
            closeDrained();
        }
    }

    void closeDrained() {
        for (ManagedCircuit circuit : circuits.all()) {
            if (circuit.state == CircuitState.DRAINING) {
                boolean over = succession.isPaidTimeOver(circuit);
                if (circuit.openStreams.isEmpty() || over) {
                    close(circuit, circuit.closedReason.orElse(over ? "its paid time is over" : "replaced"));
                }
            }
        }
    }

    /**
     * A circuit that cannot be paid in time: no more money, no new streams, replaced.
     *
     * @param unpaid position of the relay that was not paid; it is avoided for a while
     */
    void giveUp(ManagedCircuit circuit, int unpaid, String reason) {
        if (circuit.isUsable()) {
            failovers++;
            circuit.closedReason = Optional.of("given up: " + reason);
            planner.distrustUnpaid(circuit, unpaid);
            context.board().warn(circuit + " is given up: " + reason);
            context.payments().close(circuit.account.id());
            drain(circuit);
            tellIfAllLost();
            maintain();
            listener.changed();
        }
    }

    /** A circuit that carries nothing any more: closed at once, after its movable streams have left. */
    void lost(ManagedCircuit circuit, String reason) {
        if (circuit.isUsable()) {
            listener.leaving(circuit);
            context.tor().closeCircuit(circuit.id);
            finish(circuit, reason, true);
        }
    }

    /** Closes a circuit of ours; tor's own event of it comes too late to matter. */
    void close(ManagedCircuit circuit, String reason) {
        context.tor().closeCircuit(circuit.id);
        finish(circuit, reason, false);
    }

    /** @param byOthers whether relays or their silence ended it, and not we */
    private void finish(ManagedCircuit circuit, String reason, boolean byOthers) {
        CircuitState before = circuit.state;
        if (before != CircuitState.BUILDING) {
            experience.ended(circuit, byOthers);
        } else if (byOthers) {
            experience.notBuilt(circuit);
        }
        circuits.remove(circuit);
        slots.heldBy(circuit).ifPresent(slot -> slot.current = Optional.empty());
        circuit.state = CircuitState.CLOSED;
        circuit.closedReason = Optional.of(reason);
        context.payments().close(circuit.account.id());
        context.board().update(circuit);
        context.board().tell(new SessionEvent.CircuitClosed(circuit.info()));
        listener.gone(circuit);
        if (ended) {
            return;
        }
        if (before == CircuitState.BUILDING) {
            planner.distrust(circuit, circuit.hopsDone);
            failed(slots.of(circuit.role), circuit + " was not built: " + reason, false);
        } else if (before == CircuitState.USABLE) {
            failover(circuit, reason);
        }
        maintain();
        listener.changed();
    }

    private void failover(ManagedCircuit circuit, String reason) {
        failovers++;
        planner.distrustAll(circuit);
        String rest = usable().stream()
                .map(ManagedCircuit::toString)
                .reduce((a, b) -> a + ", " + b)
                .orElse("none");
        context.board().warn(circuit + " was lost (" + reason + "); still usable: " + rest);
        tellIfAllLost();
    }

    private void tellIfAllLost() {
        if (usable().isEmpty()) {
            String all = wanted() == 2 ? "Both circuits" : wanted() == 1 ? "The only circuit" : "All circuits";
            context.board().warn(all + (wanted() == 1 ? " has" : " have") + " lost bandwidth; building afresh");
        }
    }

    /** Closes everything, without a replacement. */
    void end(String reason) {
        ended = true;
        for (ManagedCircuit circuit : circuits.all()) {
            close(circuit, reason);
        }
    }

    /** The connection is gone, and with it every circuit as far as anybody can tell. */
    void connectionLost() {
        ended = true;
        for (ManagedCircuit circuit : circuits.all()) {
            finish(circuit, "the control connection was lost", false);
        }
    }
}
