package org.eltor.relay.internal.path;

import org.eltor.api.relay.RelayDescriptor;

/** How likely a relay is to be taken for a position, relative to the others that may be (path-spec 2.2). Pure. */
@FunctionalInterface
public interface PositionWeights {
    /** Every relay alike. */
    PositionWeights UNIFORM = (relay, position) -> 1;

    /** In proportion to the consensus weight, the same at every position. */
    PositionWeights BANDWIDTH = (relay, position) -> relay.bandwidth();

    /** Never negative; a relay with weight 0 is taken only where nothing else fits. */
    double weight(RelayDescriptor relay, Position position);
}
