package org.eltor.payment.internal.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What a node does for those of its fleet that are dead. */
final class Fleet {
    /** Milliseconds of the epoch by the database's clock, which all nodes share. */
    static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private final Statements sql;
    private final String node;

    Fleet(Statements sql, String node) {
        this.sql = sql;
        this.node = node;
    }

    /**
     * Makes payments of dead nodes ours, where we have their wallet to look them up; and once nothing of a dead node's
     * circuit is in flight, closes it, so that its reservation is free again.
     *
     * @param grace how much longer than its lease a node has to be silent: what it began to send has been sent by then
     * @param wallets names of the wallets that are present here
     */
    void takeOver(long grace, Collection<String> wallets, Instant now) throws SQLException {
        List<String> dead = sql.all(
                "SELECT name FROM node WHERE name <> ? AND expires_at < " + NOW + " - ?",
                row -> row.getString(1),
                node,
                grace);
        for (String name : dead) {
            for (String wallet : wallets) {
                sql.update(
                        "UPDATE payment SET node = ? WHERE state = 1 AND node = ? AND wallet = ?", node, name, wallet);
            }
            sql.update(
                    "UPDATE account SET closed_at = ? WHERE closed_at IS NULL AND node = ? AND NOT EXISTS"
                            + " (SELECT 1 FROM payment WHERE account = n AND state = 1)",
                    now.toEpochMilli(),
                    name);
            sql.update(
                    "DELETE FROM node WHERE name = ?"
                            + " AND NOT EXISTS (SELECT 1 FROM payment WHERE state = 1 AND payment.node = ?)"
                            + " AND NOT EXISTS (SELECT 1 FROM account WHERE closed_at IS NULL AND account.node = ?)",
                    name,
                    name,
                    name);
        }
    }
}
