package org.eltor.relay.internal.path;

import org.eltor.api.relay.NetworkView;

/** A view that knows the lists in tor's own configuration, so that a plan follows them from the first one on. */
public interface NodeChoice {
    /** Tor's {@code EntryNodes}, {@code ExitNodes}, {@code ExcludeNodes} and {@code ExcludeExitNodes}. */
    NodeLists nodes();

    /** The lists of a view; none where it does not know any. */
    static NodeLists of(NetworkView view) {
        return view instanceof NodeChoice choice ? choice.nodes() : NodeLists.UNSET;
    }
}
