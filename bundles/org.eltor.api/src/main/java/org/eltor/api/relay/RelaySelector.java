package org.eltor.api.relay;

import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ProviderType;

/** Plans paths (path-spec 2.2). Pure: no I/O, and the same arguments give the same plan. */
@ProviderType
public interface RelaySelector {
    /**
     * Plans one path.
     *
     * @param random the only source of chance; a cryptographic one outside of tests
     * @throws NoPathException when no path meets the request
     */
    PathPlan plan(PathRequest request, NetworkView view, RandomGenerator random) throws NoPathException;
}
