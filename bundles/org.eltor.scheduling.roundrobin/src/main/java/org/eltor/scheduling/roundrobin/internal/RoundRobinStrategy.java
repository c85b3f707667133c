package org.eltor.scheduling.roundrobin.internal;

import java.util.List;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.SchedulingRequest;
import org.eltor.api.circuit.SchedulingStrategy;
import org.osgi.service.component.annotations.Component;

/**
 * Takes the circuits in turn: the one whose role comes after the role chosen last, and after the last role the first.
 * A circuit that dropped out is skipped and its replacement gets its old turn. Keeps no state.
 */
@Component
public final class RoundRobinStrategy implements SchedulingStrategy {
    @Override
    public String name() {
        return "round-robin";
    }

    @Override
    public CircuitInfo next(SchedulingRequest request) {
        List<CircuitInfo> candidates = request.candidates();
        int previous = request.previousSlot().orElse(-1);
        return candidates.stream()
                .filter(circuit -> circuit.role().slot() > previous)
                .findFirst()
                .orElse(candidates.get(0));
    }
}
