package org.eltor.api.relay;

import java.util.List;
import java.util.Set;
import org.eltor.api.lightning.MilliSatoshi;

/**
 * A chosen path, not yet built.
 *
 * @param hops guard, middle, exit
 * @param cost what the whole circuit costs, fees included
 * @param relaxed rules of diversity that a small network made impossible, one line each; usually empty
 */
public record PathPlan(List<RelayDescriptor> hops, MilliSatoshi cost, Set<String> relaxed) {
    /** @throws IllegalArgumentException unless there are three hops */
    public PathPlan {
        hops = List.copyOf(hops);
        relaxed = Set.copyOf(relaxed);
        if (hops.size() != 3) {
            throw new IllegalArgumentException("a path has three hops, not " + hops.size());
        }
    }
}
