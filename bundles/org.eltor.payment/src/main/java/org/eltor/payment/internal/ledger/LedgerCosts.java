package org.eltor.payment.internal.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.payment.CostReport;
import org.eltor.api.payment.RelayCost;
import org.eltor.api.payment.WalletCost;
import org.eltor.api.tor.Fingerprint;
import org.eltor.payment.internal.budget.Limits;

/** What circuits cost, from the ledger. */
final class LedgerCosts {
    private static final String SETTLED = """
            FROM payment p JOIN hop h ON h.account = p.account AND h.hop = p.hop
            WHERE p.state = 2 AND p.counted_msat > 0 AND p.sent_at > ? AND p.sent_at <= ?""";

    private LedgerCosts() {}

    static CostReport read(Statements sql, LedgerSums sums, Duration period, Limits limits, Instant now)
            throws SQLException {
        Instant from = now.minus(period);
        List<RelayCost> relays = sql.all(
                "SELECT h.relay, count(*), sum(p.received_msat), sum(p.fee_msat) " + SETTLED
                        + " GROUP BY h.relay ORDER BY sum(p.counted_msat) DESC, h.relay",
                row -> new RelayCost(
                        new Fingerprint(row.getString(1)),
                        row.getLong(2),
                        MilliSatoshi.of(row.getLong(3)),
                        MilliSatoshi.of(row.getLong(4))),
                from.toEpochMilli(),
                now.toEpochMilli());
        long paidSeconds = sql.sum(
                "SELECT coalesce(sum(paid), 0) FROM (SELECT max(h.interval_s) AS paid " + SETTLED
                        + " GROUP BY p.account, p.interval) AS intervals",
                from.toEpochMilli(),
                now.toEpochMilli());
        long reserved =
                sql.sum(LedgerStore.RESERVATIONS, now.minus(AccountEntry.LIFE).toEpochMilli());
        long inFlight = sql.sum("SELECT coalesce(sum(counted_msat), 0) FROM payment WHERE state = 1");
        Instant dayAgo = now.minus(Duration.ofDays(1));
        Map<String, MilliSatoshi> spent = new TreeMap<>();
        limits.wallets().keySet().forEach(wallet -> spent.put(wallet, MilliSatoshi.ZERO));
        sql.all(
                        "SELECT wallet, sum(counted_msat) FROM payment WHERE counted_msat > 0 AND sent_at > ?"
                                + " AND wallet IS NOT NULL GROUP BY wallet",
                        row -> Map.entry(row.getString(1), MilliSatoshi.of(row.getLong(2))),
                        dayAgo.toEpochMilli())
                .forEach(entry -> spent.put(entry.getKey(), entry.getValue()));
        List<WalletCost> wallets = spent.entrySet().stream()
                .map(entry -> new WalletCost(
                        entry.getKey(),
                        entry.getValue(),
                        limits.wallets().getOrDefault(entry.getKey(), MilliSatoshi.ZERO)))
                .toList();
        return new CostReport(
                from,
                now,
                Duration.ofSeconds(paidSeconds),
                relays,
                MilliSatoshi.of(inFlight),
                MilliSatoshi.of(reserved),
                limits.hour(),
                limits.day(),
                MilliSatoshi.of(sums.since(dayAgo)),
                wallets);
    }
}
