package org.eltor.payment.internal.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in PostgreSQL that several nodes share, and its budget with it. One node writes at a time: each transaction
 * begins by locking the row of totals, so that what it reads of the budget holds until its commit. Each transaction
 * also renews the lease of its node; a node without a lease does not write, and others look up what it left in flight.
 */
public final class SharedLedger implements LedgerPlace {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLedger.class);
    private static final String LOCK = "SELECT one FROM total WHERE one = 1 FOR UPDATE";
    private static final String RENEW =
            "UPDATE node SET expires_at = " + Fleet.NOW + " + ? WHERE name = ? AND instance = ?";
    private static final String TAKE = "INSERT INTO node (name, instance, expires_at) VALUES (?, ?, " + Fleet.NOW
            + " + ?) ON CONFLICT (name) DO UPDATE SET instance = excluded.instance,"
            + " expires_at = excluded.expires_at WHERE node.expires_at <= " + Fleet.NOW;
    private static final String GIVE_BACK = "UPDATE node SET expires_at = 0 WHERE name = ? AND instance = ?";

    private final Supplier<Optional<DataSource>> source;
    private final String node;
    private final Duration lease;

    /**
     * @param source the database, asked at every opening; empty while there is none
     * @param node name of this node, which no other has
     * @param lease a node that was silent for so long is dead
     */
    public SharedLedger(Supplier<Optional<DataSource>> source, String node, Duration lease) {
        this.source = source;
        this.node = node;
        this.lease = lease;
    }

    @Override
    public Duration lease() {
        return lease;
    }

    @Override
    public LedgerSession open() throws LedgerException {
        DataSource database = source.get()
                .orElseThrow(
                        () -> new LedgerException("the ledger waits for its database: no DataSource service matches"
                                + " datasource.target of org.eltor.payment"));
        Connection connection = null;
        try {
            connection = database.getConnection();
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals("PostgreSQL")) {
                throw new LedgerException(
                        "the ledger cannot be shared in " + Lines.one(product) + ": use a DataSource of PostgreSQL");
            }
            connection.setAutoCommit(true);
            SharedSchema.migrate(connection);
            Session session = new Session(connection, UUID.randomUUID().toString());
            session.prepare();
            connection = null;
            return session;
        } catch (SQLException e) {
            throw explain(e);
        } finally {
            if (connection != null) {
                close(connection);
            }
        }
    }

    /** By the classes of PostgreSQL's error codes (its manual, appendix A). */
    private static LedgerException explain(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String wayOut = "";
        if (state.startsWith("08") || state.startsWith("57P")) {
            wayOut = "is PostgreSQL up, and is the url of the DataSource right?";
        } else if (state.startsWith("28")) {
            wayOut = "correct user and password of the DataSource";
        } else if (state.equals("3D000")) {
            wayOut = "create this database";
        } else if (state.equals("42501")) {
            wayOut = "let the user of the DataSource make a schema in this database: GRANT CREATE ON DATABASE";
        } else if (state.equals("25006")) {
            wayOut = "the DataSource has to lead to the primary server, not to a standby";
        } else if (state.startsWith("53")) {
            wayOut = "the server needs more disk, memory or connections";
        }
        String said = Lines.one(e).replaceFirst("\\.$", "");
        return new LedgerException(
                "the shared ledger cannot be used: " + said + (wayOut.isEmpty() ? "" : "; " + wayOut), e);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection to the shared ledger was not closed cleanly: {}", Lines.one(e));
        }
    }

    private final class Session implements LedgerSession {
        private final Connection connection;
        private final Statements sql;
        private final String instance;

        Session(Connection connection, String instance) {
            this.connection = connection;
            this.sql = new Statements(connection);
            this.instance = instance;
        }

        /** A node that stalls in the midst of a transaction must not hold up the others for ever. */
        void prepare() throws SQLException, LedgerException {
            execute("SET search_path = eltor");
            execute("SET synchronous_commit = on");
            execute("SET statement_timeout = " + lease.toMillis());
            execute("SET idle_in_transaction_session_timeout = " + lease.toMillis());
            // a server that hangs, or a connection that died without a word; the driver needs no thread for it
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(lease.toMillis()));
            if (sql.update(TAKE, node, instance, lease.toMillis()) == 0) {
                throw new LedgerException("node " + node + " is at work elsewhere, or was until less than "
                        + lease.toSeconds() + " s ago: give each node a node.name of its own, or wait");
            }
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public String node() {
            return node;
        }

        @Override
        public void checkStillThere() {
            // the lease tells
        }

        @Override
        public void begin() throws SQLException, LedgerException {
            connection.setAutoCommit(false);
            execute(LOCK);
            if (sql.update(RENEW, lease.toMillis(), node, instance) == 0) {
                throw new LedgerException("node " + node + " was silent for too long and has lost its lease");
            }
        }

        @Override
        public void commit() throws SQLException {
            connection.commit();
            connection.setAutoCommit(true);
        }

        @Override
        public void rollback() throws SQLException {
            connection.rollback();
            connection.setAutoCommit(true);
        }

        @Override
        public boolean isRefusal(SQLException e) {
            return e.getSQLState() != null && e.getSQLState().startsWith("23"); // integrity constraint violation
        }

        @Override
        public LedgerException explain(SQLException e) {
            return SharedLedger.explain(e);
        }

        @Override
        public void close() {
            try {
                if (!connection.getAutoCommit()) {
                    rollback();
                }
                sql.update(GIVE_BACK, node, instance);
            } catch (SQLException e) {
                LOG.debug("The lease of this node runs out by itself: {}", Lines.one(e));
            }
            SharedLedger.close(connection);
        }
    }
}
