package org.eltor.payment.internal.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.eltor.api.payment.PaymentTotals;

/**
 * What a ledger says after all is over.
 *
 * @param notes notes of what is settled
 * @param hashes payment hashes of what is settled
 * @param inFlight number of payments without a known outcome
 * @param mostOfACircuit the most that one circuit cost, msat
 * @param openCircuits number of circuits that may still be paid
 * @param totals what it adds up to
 */
public record Settlements(
        Set<String> notes,
        Set<String> hashes,
        long inFlight,
        long mostOfACircuit,
        long openCircuits,
        PaymentTotals totals) {
    /** Reads them, with nobody else at work. */
    public static Settlements of(LedgerPlace place) throws LedgerException, SQLException {
        try (LedgerSession session = place.open()) {
            LedgerStore store = new LedgerStore(session.connection(), session.node());
            return new Settlements(
                    settled(store, "payment_id"),
                    settled(store, "hash"),
                    store.sql().sum("SELECT count(*) FROM payment WHERE state = 1"),
                    store.sql()
                            .sum(
                                    "SELECT max(spent) FROM (SELECT sum(counted_msat) AS spent FROM payment GROUP BY account)"
                                            + " AS circuits"),
                    store.sql().sum("SELECT count(*) FROM account WHERE closed_at IS NULL"),
                    store.read().totals(Instant.now()));
        }
    }

    private static Set<String> settled(LedgerStore store, String column) throws SQLException {
        return new HashSet<>(store.sql()
                .all(
                        "SELECT " + column + " FROM payment WHERE state = 2",
                        row -> HexFormat.of().formatHex(row.getBytes(1))));
    }
}
