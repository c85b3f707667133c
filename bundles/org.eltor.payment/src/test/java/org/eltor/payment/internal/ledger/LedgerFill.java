package org.eltor.payment.internal.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.payment.internal.budget.Limits;

/** Fills a ledger with settled payments of the last ninety days, quickly. */
public final class LedgerFill {
    private static final Duration SPAN = Duration.ofDays(90);
    private static final Limits NONE = new Limits(MilliSatoshi.of(1_000_000_000), MilliSatoshi.ZERO, MilliSatoshi.ZERO);

    private LedgerFill() {}

    /** @param rows payments, thirty of each circuit */
    public static void fill(Path file, int rows) throws LedgerException, SQLException {
        try (LedgerSession session = LedgerPlace.file(file).open()) {
            Connection connection = session.connection();
            LedgerStore store = new LedgerStore(connection, session.node());
            LedgerHarness harness = new LedgerHarness(Path.of(file + "-unused"));
            int circuits = (rows + 29) / 30;
            Instant first = Instant.now().minus(SPAN);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous = 0");
                for (int circuit = 0; circuit < circuits; circuit++) {
                    if (circuit % 1000 == 0) {
                        session.begin();
                    }
                    Instant at = first.plusMillis(SPAN.toMillis() * circuit / circuits);
                    AccountEntry account = harness.account(at);
                    store.open(account, NONE, 0);
                    store.launched(account.id(), Integer.toString(circuit));
                    if (circuit % 1000 == 999 || circuit == circuits - 1) {
                        session.commit();
                    }
                }
                session.begin();
                statement.execute("UPDATE payment SET state = 1, wallet = 'wallet', key = lower(hex(randomblob(18))),"
                        + " payee = 0, handle = 'lni1' || hex(randomblob(100)), created_at = updated_at,"
                        + " max_fee_msat = 200, sent_at = updated_at, counted_msat = 1200, took_ms = 0");
                statement.execute("UPDATE payment SET state = 2, counted_msat = 1100, received_msat = 1000,"
                        + " fee_msat = 100, took_ms = 2000, hash = randomblob(32), preimage = randomblob(32)");
                statement.execute("UPDATE total SET settled = " + rows + ", amount_msat = " + 1000L * rows
                        + ", fee_msat = " + 100L * rows);
                statement.execute("INSERT INTO spent SELECT sent_at / 300000, sum(counted_msat) FROM payment"
                        + " GROUP BY sent_at / 300000");
                statement.execute("UPDATE account SET closed_at = opened_at + 600000");
                session.commit();
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
                statement.execute("PRAGMA synchronous = 2");
            }
            harness.close();
        }
    }
}
