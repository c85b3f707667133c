package org.eltor.payment.internal.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A circuit as the ledger keeps it.
 *
 * @param id the account
 * @param hops guard, middle, exit
 * @param openedAt when the ids were written
 * @param closed nothing more is paid for it
 */
public record AccountEntry(UUID id, List<HopEntry> hops, Instant openedAt, boolean closed) {
    /**
     * After this time an account that nobody closed counts as closed, and its reservation is free again. A circuit
     * lives ten intervals of at most a minute; three times that is beyond any delay in building and draining.
     */
    public static final Duration LIFE = Duration.ofMinutes(30);

    public AccountEntry {
        hops = List.copyOf(hops);
    }
}
