package org.eltor.circuit.internal.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;

/** The circuits of ours that tor has, by tor's id, and events that came before their circuit was named. On the loop. */
final class LiveCircuits {
    private static final int EARLY_CIRCUITS = 64;

    private final Map<CircuitId, ManagedCircuit> live = new LinkedHashMap<>();
    private final Map<CircuitId, List<CircuitEvent>> early = new LinkedHashMap<>();

    /** Takes a circuit in; answers with the events that overtook the answer that named it. */
    List<CircuitEvent> add(ManagedCircuit circuit) {
        live.put(circuit.id, circuit);
        List<CircuitEvent> events = early.remove(circuit.id);
        return events == null ? List.of() : events;
    }

    void remove(ManagedCircuit circuit) {
        live.remove(circuit.id);
    }

    Optional<ManagedCircuit> find(CircuitId id) {
        return Optional.ofNullable(live.get(id));
    }

    /** Keeps an event of a circuit that may turn out to be ours; the oldest are dropped, most are tor's own. */
    void keepEarly(CircuitEvent event) {
        early.computeIfAbsent(event.id(), id -> new ArrayList<>()).add(event);
        while (early.size() > EARLY_CIRCUITS) {
            early.remove(early.keySet().iterator().next());
        }
    }

    /** Circuits that take rounds and new streams, in the order of roles. */
    List<ManagedCircuit> usable() {
        return live.values().stream()
                .filter(ManagedCircuit::isUsable)
                .sorted(Comparator.comparing(c -> c.role))
                .toList();
    }

    /** Every circuit from its naming to its end. */
    Collection<ManagedCircuit> all() {
        return List.copyOf(live.values());
    }
}
