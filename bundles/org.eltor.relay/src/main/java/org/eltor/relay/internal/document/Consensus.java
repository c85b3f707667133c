package org.eltor.relay.internal.document;

import java.util.List;
import java.util.Map;

/**
 * A consensus (dir-spec 3.4.1) of either flavour. Nobody checks its signatures here: tor did, or whoever made the file.
 *
 * @param flavour which descriptors it is about
 * @param method how the authorities made it
 * @param validity when it may be used
 * @param parameters the line {@code params}
 * @param required the protocol versions that a client needs
 * @param recommended the protocol versions that a client should have
 * @param entries its relays in the order of their fingerprints
 * @param weights the line {@code bandwidth-weights} of the footer; empty in one without
 */
public record Consensus(
        Flavour flavour,
        int method,
        Validity validity,
        Map<String, Integer> parameters,
        Protocols required,
        Protocols recommended,
        List<StatusEntry> entries,
        Map<String, Integer> weights) {
    /** Which descriptors a consensus is about. */
    public enum Flavour {
        /** Server descriptors; policies are in the consensus. */
        NS,
        /** Microdescriptors, each named by its digest. */
        MICRODESC
    }

    public Consensus {
        parameters = Map.copyOf(parameters);
        entries = List.copyOf(entries);
        weights = Map.copyOf(weights);
    }
}
