package org.eltor.payment.internal.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables in PostgreSQL: the same as those of {@link LedgerSchema}, in a schema of their own, and the nodes that
 * share them. Version n + 1 is version n with the statements at index n.
 */
final class SharedSchema {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            """
            CREATE TABLE account (
              n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              id TEXT NOT NULL UNIQUE,
              circuit TEXT,
              opened_at BIGINT NOT NULL,
              closed_at BIGINT,
              node TEXT NOT NULL
            )""",
            "CREATE INDEX account_open ON account (opened_at) WHERE closed_at IS NULL",
            "CREATE INDEX account_closed ON account (closed_at) WHERE closed_at IS NOT NULL",
            """
            CREATE TABLE hop (
              account BIGINT NOT NULL REFERENCES account (n),
              hop INTEGER NOT NULL CHECK (hop BETWEEN 0 AND 2),
              relay TEXT NOT NULL,
              rate_msat BIGINT NOT NULL CHECK (rate_msat >= 0),
              cost_msat BIGINT NOT NULL CHECK (cost_msat >= rate_msat),
              interval_s BIGINT NOT NULL,
              payees TEXT NOT NULL,
              handshake_preimage BYTEA NOT NULL CHECK (octet_length(handshake_preimage) = 32),
              PRIMARY KEY (account, hop)
            )""",
            """
            CREATE TABLE payment (
              account BIGINT NOT NULL,
              hop INTEGER NOT NULL,
              interval INTEGER NOT NULL CHECK (interval BETWEEN 1 AND 10),
              payment_id BYTEA NOT NULL UNIQUE CHECK (octet_length(payment_id) = 32),
              state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
              updated_at BIGINT NOT NULL,
              wallet TEXT,
              key TEXT UNIQUE,
              payee INTEGER,
              handle TEXT,
              created_at BIGINT,
              max_fee_msat BIGINT,
              sent_at BIGINT,
              counted_msat BIGINT NOT NULL DEFAULT 0 CHECK (counted_msat >= 0),
              received_msat BIGINT,
              fee_msat BIGINT,
              took_ms BIGINT,
              hash BYTEA,
              preimage BYTEA,
              node TEXT NOT NULL DEFAULT '',
              bolt11 TEXT,
              PRIMARY KEY (account, hop, interval),
              FOREIGN KEY (account, hop) REFERENCES hop (account, hop),
              CHECK (state = 0 OR (wallet IS NOT NULL AND key IS NOT NULL AND sent_at IS NOT NULL)),
              CHECK (state <> 2 OR hash IS NOT NULL)
            )""",
            "CREATE INDEX payment_changed ON payment (updated_at)",
            "CREATE INDEX payment_counted ON payment (sent_at, counted_msat) WHERE counted_msat > 0",
            "CREATE INDEX payment_in_flight ON payment (state) WHERE state = 1",
            """
            CREATE FUNCTION payment_rules() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'DELETE' THEN
                IF OLD.state = 1
                    OR OLD.state = 2 AND (SELECT closed_at FROM account WHERE n = OLD.account) IS NULL THEN
                  RAISE EXCEPTION 'a payment is kept' USING ERRCODE = 'check_violation';
                END IF;
                RETURN OLD;
              END IF;
              IF OLD.state = 2 THEN
                RAISE EXCEPTION 'a settled payment is final' USING ERRCODE = 'check_violation';
              END IF;
              IF NEW.state = 1 AND OLD.state NOT IN (0, 3) AND NEW.key IS DISTINCT FROM OLD.key THEN
                RAISE EXCEPTION 'this interval is already being paid' USING ERRCODE = 'check_violation';
              END IF;
              IF NEW.state IN (2, 3) AND OLD.state <> 1 THEN
                RAISE EXCEPTION 'this interval is not being paid' USING ERRCODE = 'check_violation';
              END IF;
              RETURN NEW;
            END $$""",
            """
            CREATE TRIGGER payment_rules BEFORE UPDATE OR DELETE ON payment
            FOR EACH ROW EXECUTE FUNCTION payment_rules()""",
            """
            CREATE TABLE total (
              one INTEGER PRIMARY KEY CHECK (one = 1),
              settled BIGINT NOT NULL,
              amount_msat BIGINT NOT NULL,
              fee_msat BIGINT NOT NULL,
              opened BIGINT NOT NULL
            )""",
            "INSERT INTO total VALUES (1, 0, 0, 0, 0)",
            "CREATE TABLE spent (bucket BIGINT PRIMARY KEY, msat BIGINT NOT NULL)",
            """
            CREATE TABLE node (
              name TEXT PRIMARY KEY,
              instance TEXT NOT NULL,
              expires_at BIGINT NOT NULL
            )"""));

    /** The newest version. */
    static final int VERSION = MIGRATIONS.size();

    /** Number of the lock that one node holds while it makes or changes the tables. */
    private static final long LOCK = LedgerSchema.APPLICATION_ID;

    private SharedSchema() {}

    /** Brings the tables to the newest version, all or nothing; from nothing at all it creates them. */
    static void migrate(Connection connection) throws SQLException, LedgerException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            statement.execute("CREATE SCHEMA IF NOT EXISTS eltor");
            statement.execute("SET search_path = eltor");
            statement.execute("CREATE TABLE IF NOT EXISTS version (version INTEGER NOT NULL)");
            int version = version(statement);
            if (version > VERSION) {
                throw new LedgerException("the shared ledger was written by a newer version (" + version + " > "
                        + VERSION + "): install that version on this node too");
            }
            for (List<String> step : MIGRATIONS.subList(version, VERSION)) {
                for (String sql : step) {
                    statement.execute(sql);
                }
            }
            if (version < VERSION) {
                statement.execute("DELETE FROM version");
                statement.execute("INSERT INTO version VALUES (" + VERSION + ")");
            }
            connection.commit();
        } finally {
            connection.rollback(); // of what was not committed
            connection.setAutoCommit(true);
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT version FROM version")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
