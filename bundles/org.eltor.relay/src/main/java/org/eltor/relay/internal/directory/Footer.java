package org.eltor.relay.internal.directory;

import java.util.Map;
import org.eltor.relay.internal.document.Consensus;

/**
 * What a consensus says beside its relays.
 *
 * @param weights the line {@code bandwidth-weights}
 * @param parameters the line {@code params}
 */
record Footer(Map<String, Integer> weights, Map<String, Integer> parameters) {
    /** Nothing is known: everybody falls back to defaults. */
    static final Footer UNKNOWN = new Footer(Map.of(), Map.of());

    static Footer of(Consensus consensus) {
        return new Footer(consensus.weights(), consensus.parameters());
    }
}
