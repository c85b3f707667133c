package org.eltor.api.circuit;

import java.util.List;
import java.util.OptionalInt;

/**
 * A choice to be made among circuits.
 *
 * @param purpose what the circuit is chosen for
 * @param candidates circuits that may be chosen, in the order of their roles; never empty
 * @param previousSlot slot of the role that was chosen last for this purpose; empty the first time
 */
public record SchedulingRequest(Purpose purpose, List<CircuitInfo> candidates, OptionalInt previousSlot) {
    /** What a circuit is chosen for. The two alternate independently. */
    public enum Purpose {
        /** The payment of its next interval. */
        ROUND,
        /** A new stream. */
        STREAM
    }

    /** @throws IllegalArgumentException without a candidate */
    public SchedulingRequest {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no candidate");
        }
    }
}
