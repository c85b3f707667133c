package org.eltor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.CircuitStatus;
import org.eltor.api.tor.Fingerprint;

/** The circuits of the scripted tor: building, closing, and dying with their relays. */
final class TorCircuits {
    static final String GENERAL = "GENERAL";
    static final String CONTROLLER = "CONTROLLER";

    /** A circuit that is not built by now has failed, whatever became of it. */
    private static final Duration BUILD_TIMEOUT = Duration.ofSeconds(60);
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
    private int lastId;

    Duration hopDelay = Duration.ofMillis(40);
    Duration guardWait = Duration.ZERO;
    /** How late tor hears of a death whose DESTROY cell was lost. */
    Duration lostDestroyDelay = Duration.ofSeconds(18);

    boolean losesDestroys;

    TorCircuits(TorCore core, TorRelays relays, Observer observer) {
        this.core = core;
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

    TorCircuit launch(List<ScriptedRelay> path, String purpose, boolean paid) {
        refuseIfAsked(path);
        CircuitId id = new CircuitId(Integer.toString(++lastId));
        TorCircuit circuit = new TorCircuit(id, purpose, paid, path, core.now());
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
            later(circuit, hopDelay, () -> end(circuit, fails.reason(), fails.remoteReason()));
        } else if (circuit.hops > 0) {
            later(circuit, BUILD_TIMEOUT, () -> end(circuit, "TIMEOUT", null));
        }
    }

    private RelayBehaviour behaviourOfNext(TorCircuit circuit) {
        ScriptedRelay next = circuit.plan.get(circuit.hops);
        if (circuit.hops > 0 && core.isEltor() && !circuit.paid || turnsBack(circuit)) {
            return RelayBehaviour.fails("DESTROYED", "TORPROTOCOL");
        }
        if (relays.isDead(next)) {
            return circuit.hops == 0
                    ? RelayBehaviour.fails("CHANNEL_CLOSED", null)
                    : RelayBehaviour.fails("DESTROYED", "CONNECTFAILED");
        }
        boolean silent = isSilent(circuit) || relays.isStalled(next) || circuit.hops >= MOST_HOPS;
        return silent ? RelayBehaviour.hangs() : relays.behaviour(next);
    }

    /** Relays do not extend to themselves, nor back to where a circuit came from. */
    private static boolean turnsBack(TorCircuit circuit) {
        ScriptedRelay next = circuit.plan.get(circuit.hops);
        int from = Math.max(0, circuit.hops - 2);
        return circuit.plan.subList(from, circuit.hops).contains(next);
    }

    private void reached(TorCircuit circuit) {
        if (behaviourOfNext(circuit) instanceof RelayBehaviour.Hangs) {
            later(circuit, BUILD_TIMEOUT, () -> end(circuit, "TIMEOUT", null));
            return;
        }
        circuit.hops++;
        circuit.status = CircuitStatus.EXTENDED;
        core.emit(TorEvents.circuit(circuit, null, null));
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

    /** A relay's process has died; its neighbours say so, unless their DESTROY cells are lost. */
    void relayDied(ScriptedRelay relay) {
        List<TorCircuit> touched = touching(relay.fingerprint());
        boolean first = true;
        for (TorCircuit circuit : touched) {
            boolean guard = circuit.touches(relay.fingerprint()) == 0;
            if (guard) {
                end(circuit, "CHANNEL_CLOSED", null);
            } else if (!losesDestroys || first) {
                end(circuit, "DESTROYED", "CHANNEL_CLOSED");
                first = false;
            } else {
                circuit.severed = true;
                core.after(lostDestroyDelay, () -> end(circuit, "DESTROYED", "CHANNEL_CLOSED"));
            }
        }
        long asGuard = touched.stream()
                .filter(circuit -> circuit.touches(relay.fingerprint()) == 0)
                .count();
        if (asGuard > 0) {
            core.emit(TorEvents.connectionClosed(relay, (int) asGuard));
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
        return circuit.severed || circuit.path().stream().anyMatch(relays::isStalled);
    }
}
