package org.eltor.devnet.internal.demo;

import java.util.Map;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.tor.CircuitId;

/**
 * What a kill must lead to.
 *
 * @param hit every usable circuit that went through a killed relay, with its role: each is to be replaced
 */
record KillOutcome(Map<CircuitId, CircuitRole> hit) {

    KillOutcome {
        hit = Map.copyOf(hit);
    }
}
