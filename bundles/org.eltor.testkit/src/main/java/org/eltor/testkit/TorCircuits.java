package org.eltor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.CircuitStatus;
import org.eltor.api.tor.Fingerprint;

/** The circuits of the scripted tor: building, closing, and dying with their relays. */
final class TorCircuits {
    static final String GENERAL = "GENERAL";
    static final String CONTROLLER = "CONTROLLER";

    /** RELAY_EARLY cells allow this many hops and no more. */
    private static final int MOST_HOPS = 9;

    /** Who is told of circuits inside the daemon. */
    interface Observer {
        /** All hops have answered. */
        void built(TorCircuit circuit);

        /** It is gone, and its streams with it. */
        void gone(TorCircuit circuit);
    }

    private final TorCore core;
    private final TorRelays relays;
    private final Observer observer;
    private final Map<CircuitId, TorCircuit> circuits = new LinkedHashMap<>();
    private final Supplier<Duration> buildTimeout;
    private int lastId;

    Duration hopDelay = Duration.ofMillis(40);
    Duration guardWait = Duration.ZERO;
    /** How late tor hears of a death whose DESTROY cell was lost. */
    Duration lostDestroyDelay = Duration.ofSeconds(18);

    boolean losesDestroys;

    TorCircuits(TorCore core, TorRelays relays, Supplier<Duration> buildTimeout, Observer observer) {
        this.core = core;
        this.buildTimeout = buildTimeout;
        this.relays = relays;
        this.observer = observer;
    }

    List<TorCircuit> all() {
        return List.copyOf(circuits.values());
    }

    Optional<TorCircuit> find(String id) {
        return circuits.values().stream()
                .filter(circuit -> circuit.id.value().equals(id))
                .findFirst();
    }

    TorCircuit require(String id) {
        return find(id).orElseThrow(() -> new TorRefusal(552, "Unknown circuit \"" + id + "\""));
    }

    /** Forgets everything, as a new process does. */
    void reset() {
        circuits.clear();
        lastId = 0;
    }

    TorCircuit launch(List<ScriptedRelay> path, String purpose, TorCircuit.Kind kind) {
        refuseIfAsked(path);
        CircuitId id = new CircuitId(Integer.toString(++lastId));
        TorCircuit circuit = new TorCircuit(id, purpose, kind, path, core.now());
        circuits.put(id, circuit);
        core.emit(TorEvents.circuit(circuit, null, null));
        extendNext(circuit);
        return circuit;
    }

    /** Adds relays to an open circuit. */
    void extend(TorCircuit circuit, List<ScriptedRelay> more) {
        refuseIfAsked(more);
        circuit.plan.addAll(more);
        circuit.status = CircuitStatus.EXTENDED;
        extendNext(circuit);
    }

    private void refuseIfAsked(List<ScriptedRelay> path) {
        for (ScriptedRelay relay : path) {
            if (relays.behaviour(relay) instanceof RelayBehaviour.Refuses refusal) {
                throw new TorRefusal(refusal.code(), refusal.text());
            }
        }
    }

    private void extendNext(TorCircuit circuit) {
        if (circuit.hops == circuit.plan.size()) {
            finish(circuit);
            return;
        }
        RelayBehaviour behaviour = behaviourOfNext(circuit);
        if (behaviour instanceof RelayBehaviour.Works works) {
            Duration delay = works.delay() == null ? hopDelay : works.delay();
            later(circuit, delay, () -> reached(circuit));
        } else if (behaviour instanceof RelayBehaviour.Fails fails) {
            later(circuit, hopDelay, () -> refusedBy(circuit, fails));
        } else if (circuit.hops > 0) {
            waitInVain(circuit);
        }
    }

    /** Tor gives a circuit up when it is too old, not when a relay is too slow. */
    private void waitInVain(TorCircuit circuit) {
        Duration left = Duration.between(core.now(), circuit.created.plus(buildTimeout.get()));
        later(circuit, left.isNegative() ? Duration.ZERO : left, () -> end(circuit, "TIMEOUT", null));
    }

    private RelayBehaviour behaviourOfNext(TorCircuit circuit) {
        ScriptedRelay next = circuit.plan.get(circuit.hops);
        if (circuit.hops > 0 && core.isEltor() && circuit.kind != TorCircuit.Kind.PAID) {
            return RelayBehaviour.fails("DESTROYED", "TORPROTOCOL");
        }
        if (circuit.hops > 0 && circuit.plan.get(circuit.hops - 1).equals(next)) {
            return RelayBehaviour.fails("DESTROYED", "CONNECTFAILED"); // relays do not extend to themselves
        }
        if (circuit.hops > 1 && circuit.plan.get(circuit.hops - 2).equals(next)) {
            return RelayBehaviour.fails("DESTROYED", "DESTROYED"); // nor back to where a circuit came from
        }
        if (relays.isDead(next)) {
            return circuit.hops == 0
                    ? RelayBehaviour.fails("CHANNEL_CLOSED", null)
                    : RelayBehaviour.fails("DESTROYED", "CONNECTFAILED");
        }
        boolean silent = isSilent(circuit) || relays.isStalled(next) || circuit.hops >= MOST_HOPS;
        return silent ? RelayBehaviour.hangs() : relays.behaviour(next);
    }

    private void refusedBy(TorCircuit circuit, RelayBehaviour.Fails fails) {
        if (circuit.hops == 0) {
            core.emit(TorEvents.connection(circuit.plan.get(0), "FAILED", "CONNECTREFUSED", 1));
        }
        end(circuit, fails.reason(), fails.remoteReason());
    }

    private void reached(TorCircuit circuit) {
        if (behaviourOfNext(circuit) instanceof RelayBehaviour.Hangs) {
            waitInVain(circuit);
            return;
        }
        circuit.hops++;
        circuit.status = CircuitStatus.EXTENDED;
        core.emit(TorEvents.circuit(circuit, null, null));
        endSevered(circuit.plan.get(0));
        extendNext(circuit);
    }

    private void finish(TorCircuit circuit) {
        if (guardWait.isZero()) {
            built(circuit);
            return;
        }
        circuit.status = CircuitStatus.GUARD_WAIT;
        core.emit(TorEvents.circuit(circuit, null, null));
        later(circuit, guardWait, () -> built(circuit));
    }

    private void built(TorCircuit circuit) {
        circuit.status = CircuitStatus.BUILT;
        core.emit(TorEvents.circuit(circuit, null, null));
        observer.built(circuit);
    }

    /** Does something to a circuit later, unless it is gone or was built by then. */
    private void later(TorCircuit circuit, Duration delay, Runnable action) {
        int hops = circuit.hops;
        core.after(delay, () -> {
            if (!circuit.isGone() && !circuit.isOpen() && circuit.hops == hops) {
                action.run();
            }
        });
    }

    /** CLOSED for a circuit that was open, FAILED for one that was not; its streams end with it. */
    void end(TorCircuit circuit, String reason, String remoteReason) {
        circuits.remove(circuit.id);
        end(circuit, circuit.isOpen() ? CircuitStatus.CLOSED : CircuitStatus.FAILED, reason, remoteReason);
    }

    private void end(TorCircuit circuit, CircuitStatus status, String reason, String remoteReason) {
        if (!circuit.isGone()) {
            circuit.status = status;
            core.emit(TorEvents.circuit(circuit, reason, remoteReason));
            observer.gone(circuit);
        }
    }

    /**
     * A relay's process has died; its neighbours say so. Where DESTROY cells are lost, only the first on each guard's
     * connection arrives.
     */
    void relayDied(ScriptedRelay relay) {
        List<TorCircuit> touched = touching(relay.fingerprint());
        if (touched.stream().anyMatch(circuit -> circuit.touches(relay.fingerprint()) == 0)) {
            core.emit(TorEvents.connection(relay, "CLOSED", "TLS_ERROR", -1));
        }
        Set<ScriptedRelay> heardFrom = new HashSet<>();
        for (TorCircuit circuit : touched) {
            int position = circuit.touches(relay.fingerprint());
            String remoteReason = position < 2 ? "CHANNEL_CLOSED" : "DESTROYED";
            if (position == 0 || !losesDestroys || heardFrom.add(circuit.plan.get(0))) {
                end(circuit, "DESTROYED", remoteReason);
            } else {
                circuit.severed = remoteReason;
                core.after(lostDestroyDelay, () -> end(circuit, "DESTROYED", remoteReason));
            }
        }
    }

    /** Any cell from a guard brings along the DESTROY cells that were stuck there. */
    private void endSevered(ScriptedRelay guard) {
        for (TorCircuit circuit : all()) {
            if (circuit.severed != null && circuit.plan.get(0).equals(guard)) {
                end(circuit, "DESTROYED", circuit.severed);
            }
        }
    }

    private List<TorCircuit> touching(Fingerprint relay) {
        List<TorCircuit> result = new ArrayList<>();
        for (TorCircuit circuit : circuits.values()) {
            if (circuit.touches(relay) >= 0) {
                result.add(circuit);
            }
        }
        return result;
    }

    /** Whether nothing comes through any more, although tor knows nothing of it. */
    boolean isSilent(TorCircuit circuit) {
        return circuit.severed != null || circuit.path().stream().anyMatch(relays::isStalled);
    }
}
