package org.eltor.payment.internal.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, and how older ones become newer ones: version n + 1 is version n with the statements at index n. States
 * are numbered as in {@link org.eltor.api.payment.PaymentState}: 0 reserved, 1 in flight, 2 settled, 3 failed. Times
 * are milliseconds of the epoch.
 */
final class LedgerSchema {
    /** "eltr": tells a ledger from other SQLite files. */
    static final int APPLICATION_ID = 0x656c7472;

    private static final List<String> FIRST = List.of(
            """
            CREATE TABLE account (
              n INTEGER PRIMARY KEY,
              id TEXT NOT NULL UNIQUE,
              circuit TEXT,
              opened_at INTEGER NOT NULL,
              closed_at INTEGER
            ) STRICT""",
            "CREATE INDEX account_open ON account (opened_at) WHERE closed_at IS NULL",
            """
            CREATE TABLE hop (
              account INTEGER NOT NULL REFERENCES account (n),
              hop INTEGER NOT NULL CHECK (hop BETWEEN 0 AND 2),
              relay TEXT NOT NULL,
              rate_msat INTEGER NOT NULL CHECK (rate_msat >= 0),
              cost_msat INTEGER NOT NULL CHECK (cost_msat >= rate_msat),
              interval_s INTEGER NOT NULL,
              payees TEXT NOT NULL,
              handshake_preimage BLOB NOT NULL CHECK (length(handshake_preimage) = 32),
              PRIMARY KEY (account, hop)
            ) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE payment (
              account INTEGER NOT NULL,
              hop INTEGER NOT NULL,
              interval INTEGER NOT NULL CHECK (interval BETWEEN 1 AND 10),
              payment_id BLOB NOT NULL UNIQUE CHECK (length(payment_id) = 32),
              state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
              updated_at INTEGER NOT NULL,
              wallet TEXT,
              key TEXT UNIQUE,
              payee INTEGER,
              handle TEXT,
              created_at INTEGER,
              max_fee_msat INTEGER,
              sent_at INTEGER,
              counted_msat INTEGER NOT NULL DEFAULT 0 CHECK (counted_msat >= 0),
              received_msat INTEGER,
              fee_msat INTEGER,
              took_ms INTEGER,
              hash BLOB,
              preimage BLOB,
              PRIMARY KEY (account, hop, interval),
              FOREIGN KEY (account, hop) REFERENCES hop (account, hop),
              CHECK (state = 0 OR (wallet IS NOT NULL AND key IS NOT NULL AND sent_at IS NOT NULL)),
              CHECK (state <> 2 OR hash IS NOT NULL)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX payment_changed ON payment (updated_at)",
            "CREATE INDEX payment_counted ON payment (sent_at, counted_msat) WHERE counted_msat > 0",
            "CREATE INDEX payment_in_flight ON payment (state) WHERE state = 1",
            """
            CREATE TRIGGER settled_is_final BEFORE UPDATE ON payment WHEN OLD.state = 2
            BEGIN SELECT RAISE(ABORT, 'a settled payment is final'); END""",
            """
            CREATE TRIGGER sent_from_reserved_or_failed BEFORE UPDATE ON payment
            WHEN NEW.state = 1 AND OLD.state NOT IN (0, 3)
            BEGIN SELECT RAISE(ABORT, 'this interval is already being paid'); END""",
            """
            CREATE TRIGGER concluded_from_in_flight BEFORE UPDATE ON payment
            WHEN NEW.state IN (2, 3) AND OLD.state <> 1
            BEGIN SELECT RAISE(ABORT, 'this interval is not being paid'); END""",
            """
            CREATE TRIGGER paid_is_kept BEFORE DELETE ON payment WHEN OLD.state IN (1, 2)
            BEGIN SELECT RAISE(ABORT, 'a payment is kept'); END""",
            """
            CREATE TABLE total (
              one INTEGER PRIMARY KEY CHECK (one = 1),
              settled INTEGER NOT NULL,
              amount_msat INTEGER NOT NULL,
              fee_msat INTEGER NOT NULL,
              opened INTEGER NOT NULL
            ) STRICT""",
            "INSERT INTO total VALUES (1, 0, 0, 0, 0)");

    /** What is in flight, or paid for a circuit that is not closed, cannot be deleted. */
    static final String PAID_IS_KEPT = """
            CREATE TRIGGER paid_is_kept BEFORE DELETE ON payment WHEN OLD.state = 1
              OR OLD.state = 2 AND (SELECT closed_at FROM account WHERE n = OLD.account) IS NULL
            BEGIN SELECT RAISE(ABORT, 'a payment is kept'); END""";

    /** Nodes that share a budget own what they have begun, and accounts that are closed may go after a time. */
    private static final List<String> SECOND = List.of(
            "ALTER TABLE account ADD COLUMN node TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE payment ADD COLUMN node TEXT NOT NULL DEFAULT ''",
            // what was spent in each five minutes, so that a day is summed without reading all of its payments
            "CREATE TABLE spent (bucket INTEGER PRIMARY KEY, msat INTEGER NOT NULL) STRICT",
            "INSERT INTO spent SELECT sent_at / 300000, sum(counted_msat) FROM payment WHERE counted_msat > 0"
                    + " GROUP BY sent_at / 300000",
            "CREATE INDEX account_closed ON account (closed_at) WHERE closed_at IS NOT NULL",
            "DROP TRIGGER paid_is_kept",
            PAID_IS_KEPT);

    /** A wallet that pays invoices only pays one that was fetched for the interval. */
    private static final List<String> THIRD = List.of("ALTER TABLE payment ADD COLUMN bolt11 TEXT");

    private static final List<List<String>> MIGRATIONS = List.of(FIRST, SECOND, THIRD);

    /** The newest version. */
    static final int VERSION = MIGRATIONS.size();

    private LedgerSchema() {}

    /** Brings the tables to the newest version, all or nothing; from nothing at all it creates them. */
    static void migrate(Connection connection) throws SQLException {
        migrate(connection, VERSION);
    }

    /** The same up to a version, as an earlier release would leave it. */
    static void migrate(Connection connection, int target) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version = pragma(connection, "user_version");
            if (version >= target) {
                return;
            }
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (List<String> step : MIGRATIONS.subList(version, target)) {
                    for (String sql : step) {
                        statement.execute(sql);
                    }
                }
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                statement.execute("PRAGMA user_version = " + target);
                statement.execute("COMMIT");
            } catch (SQLException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    static int pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
