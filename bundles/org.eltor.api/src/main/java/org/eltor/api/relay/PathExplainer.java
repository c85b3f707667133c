package org.eltor.api.relay;

import org.osgi.annotation.versioning.ProviderType;

/** Says what a {@link RelaySelector} has to choose from, and why. */
@ProviderType
public interface PathExplainer {
    /** Explains how a path for this request would be chosen now. Changes nothing, the guards included. */
    PathExplanation explain(PathRequest request, NetworkView view);

    /** Explains why one relay of the view may, or may not, be in such a path. Changes nothing either. */
    RelayExplanation explain(PathRequest request, NetworkView view, RelayDescriptor relay);
}
