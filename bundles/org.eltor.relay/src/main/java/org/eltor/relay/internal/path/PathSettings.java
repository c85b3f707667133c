package org.eltor.relay.internal.path;

import java.util.Set;
import org.eltor.api.relay.PathRequest;

/**
 * What the user has decided about paths.
 *
 * @param nodes lists that go before those in tor's own configuration
 * @param caps what may be spent besides the limit of a circuit
 * @param priceInfluence whether cheaper relays are preferred, within bounds
 * @param longLivedPorts ports whose streams last long: every relay of their circuits must be {@code Stable}
 */
public record PathSettings(NodeLists nodes, Caps caps, boolean priceInfluence, Set<Integer> longLivedPorts) {
    /** Those of path-spec. */
    public static final Set<Integer> LONG_LIVED_PORTS = PathRequest.LONG_LIVED_PORTS;

    /** No lists, no caps, no influence of price. */
    public static final PathSettings PLAIN = new PathSettings(NodeLists.UNSET, Caps.NONE, false, LONG_LIVED_PORTS);

    public PathSettings {
        longLivedPorts = Set.copyOf(longLivedPorts);
    }
}
