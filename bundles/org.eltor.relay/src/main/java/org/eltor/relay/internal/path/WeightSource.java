package org.eltor.relay.internal.path;

import org.eltor.api.relay.NetworkView;

/** Which weights hold in a view. Pure. */
@FunctionalInterface
public interface WeightSource {
    /** The weights; computed anew for each call. */
    PositionWeights of(NetworkView view);
}
