package org.eltor.payment.internal.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.eltor.api.lightning.PaymentRequest;

/** What was spent when, so that no limit has to be checked by reading all payments of a day. */
final class LedgerSums {
    /** Length of a bucket of the table {@code spent}, ms. */
    static final long BUCKET = 300_000;

    private final Statements sql;

    LedgerSums(Statements sql) {
        this.sql = sql;
    }

    /** Adds a settled payment to the sums. */
    void settled(long sentAt, long amount, long fee) throws SQLException {
        count(sentAt, Math.addExact(amount, fee));
        sql.update(
                "UPDATE total SET settled = settled + 1, amount_msat = amount_msat + ?, fee_msat = fee_msat + ?",
                amount,
                fee);
    }

    /** What an attempt was counted with is not spent, or not exactly. */
    void discount(PaymentRequest request) throws SQLException {
        record Counted(long sentAt, long msat) {}
        Optional<Counted> counted = sql.one(
                "SELECT sent_at, counted_msat FROM payment WHERE key = ? AND state = 1",
                row -> new Counted(row.getLong(1), row.getLong(2)),
                request.key());
        if (counted.isPresent()) {
            count(counted.get().sentAt(), -counted.get().msat());
        }
    }

    void count(long sentAt, long msat) throws SQLException {
        long bucket = Math.floorDiv(sentAt, BUCKET);
        if (sql.update("UPDATE spent SET msat = msat + ? WHERE bucket = ?", msat, bucket) == 0) {
            sql.update("INSERT INTO spent (bucket, msat) VALUES (?, ?)", bucket, msat);
        }
    }

    /** What was spent or is in flight with a wallet. */
    long ofWallet(String wallet, Instant since) throws SQLException {
        return sql.sum(
                "SELECT coalesce(sum(counted_msat), 0) FROM payment WHERE counted_msat > 0 AND sent_at > ? AND wallet = ?",
                since.toEpochMilli(),
                wallet);
    }

    /** Sums whole buckets, and the payments of the one that the time falls into. */
    long since(Instant since) throws SQLException {
        long bucket = Math.floorDiv(since.toEpochMilli(), BUCKET) + 1;
        return sql.sum("SELECT coalesce(sum(msat), 0) FROM spent WHERE bucket >= ?", bucket)
                + sql.sum(
                        "SELECT coalesce(sum(counted_msat), 0) FROM payment"
                                + " WHERE counted_msat > 0 AND sent_at > ? AND sent_at < ?",
                        since.toEpochMilli(),
                        bucket * BUCKET);
    }
}
