package org.eltor.api.relay;

import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Plans paths (path-spec 2.2). No I/O; as long as guards and history stay the same, the same arguments give the same
 * plan.
 */
@ProviderType
public interface RelaySelector {
    /**
     * Plans one path.
     *
     * @param random the only source of chance, new guards aside; a cryptographic one outside of tests
     * @throws NoPathException when no path meets the request
     */
    PathPlan plan(PathRequest request, NetworkView view, RandomGenerator random) throws NoPathException;
}
