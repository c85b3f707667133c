package org.eltor.api.payment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eltor.api.tor.PaidHop;

/**
 * A circuit as the ledger knows it, from before it is built.
 *
 * @param id the account; unlike tor's circuit ids, unique for ever
 * @param hops the three relays, guard first, each with the ids that EXTENDPAIDCIRCUIT carries to it
 * @param openedAt when the ids were written
 */
public record CircuitAccount(UUID id, List<PaidHop> hops, Instant openedAt) {
    public CircuitAccount {
        hops = List.copyOf(hops);
    }
}
