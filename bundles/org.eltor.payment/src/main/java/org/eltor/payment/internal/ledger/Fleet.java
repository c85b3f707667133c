package org.eltor.payment.internal.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a node does for those of its fleet that are dead. */
final class Fleet {
    /** Milliseconds of the epoch by the database's clock, which all nodes share. */
    static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private final Statements sql;
    private final LedgerReader reader;
    private final String node;

    Fleet(Statements sql, LedgerReader reader, String node) {
        this.sql = sql;
        this.reader = reader;
        this.node = node;
    }

    /**
     * Makes payments of dead nodes ours, where we can look them up; the others wait for their node, and count. Once
     * nothing that we took over of a dead node's circuit is in flight, closes it, so that its reservation is free again.
     *
     * @param grace how much longer than its lease a node has to be silent: what it began to send has been sent by then
     * @param known whether a wallet that is present here can say what became of an attempt
     */
    TakenOver takeOver(long grace, Predicate<Attempt> known, Instant now) throws SQLException {
        SortedMap<String, Integer> waiting = new TreeMap<>();
        List<String> dead = sql.all(
                "SELECT name FROM node WHERE name <> ? AND expires_at < " + NOW + " - ?",
                row -> row.getString(1),
                node,
                grace);
        for (String name : dead) {
            for (Attempt attempt : reader.inFlight(name)) {
                if (known.test(attempt)) {
                    sql.update(
                            "UPDATE payment SET node = ? WHERE state = 1 AND key = ?",
                            node,
                            attempt.request().key());
                } else {
                    waiting.merge(name, 1, Integer::sum);
                }
            }
            sql.update(
                    "UPDATE account SET closed_at = ? WHERE closed_at IS NULL AND node = ? AND NOT EXISTS"
                            + " (SELECT 1 FROM payment WHERE account = n AND state = 1 AND payment.node <> ?)",
                    now.toEpochMilli(),
                    name,
                    name);
            sql.update(
                    "DELETE FROM node WHERE name = ?"
                            + " AND NOT EXISTS (SELECT 1 FROM payment WHERE state = 1 AND payment.node = ?)"
                            + " AND NOT EXISTS (SELECT 1 FROM account WHERE closed_at IS NULL AND account.node = ?)",
                    name,
                    name,
                    name);
        }
        return new TakenOver(reader.inFlight(), waiting);
    }
}
