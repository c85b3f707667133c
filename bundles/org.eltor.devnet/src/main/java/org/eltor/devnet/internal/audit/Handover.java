package org.eltor.devnet.internal.audit;

import java.util.List;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;

/**
 * What the payer knows of one relay of one circuit.
 *
 * @param circuit the client's circuit
 * @param relay the relay
 * @param ids the payment ids of the intervals, in their order; never printed
 */
record Handover(CircuitId circuit, Fingerprint relay, List<String> ids) {

    Handover {
        ids = List.copyOf(ids);
    }

    @Override
    public String toString() {
        return "Handover[" + circuit + " " + relay + "]";
    }
}
