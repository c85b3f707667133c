package org.eltor.payment.internal.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.sqlite.JDBC;

/**
 * A ledger in memory that survives the processes that use it, as a disk does: what was committed stays, and nothing
 * else. A process may be killed at each of its commits, right before or right after.
 */
public final class MemoryLedger implements LedgerPlace, AutoCloseable {
    /** The end of a process in the midst of its work. */
    public static final class KilledError extends Error {
        private static final long serialVersionUID = 1L;

        KilledError() {
            super("killed", null, false, false);
        }
    }

    private final Connection connection;
    /** The same, with statements that are prepared once for all lives: a million times their number is too much memory. */
    private final Connection shared;

    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    /** Half commits until the process is killed: 1 is right before the next, 2 right after it; 0 is never. */
    private int killIn;

    private boolean inTransaction;

    public MemoryLedger() {
        try {
            connection = JDBC.createConnection("jdbc:sqlite::memory:", new Properties());
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA foreign_keys = 1");
            }
            LedgerSchema.migrate(connection);
            shared = (Connection) Proxy.newProxyInstance(
                    MemoryLedger.class.getClassLoader(), new Class<?>[] {Connection.class}, this::onConnection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object onConnection(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("prepareStatement") && arguments.length == 1) {
            String sql = (String) arguments[0];
            if (!prepared.containsKey(sql)) {
                prepared.put(sql, connection.prepareStatement(sql));
            }
            return prepared.get(sql);
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Lets the process die at one of its next commits. */
    public void killIn(int halfCommits) {
        killIn = halfCommits;
    }

    /** Forgets everything, for the next run. */
    public void clear() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER paid_is_kept");
            for (String table : new String[] {"payment", "hop", "account", "spent"}) {
                statement.execute("DELETE FROM " + table);
            }
            statement.execute("UPDATE total SET settled = 0, amount_msat = 0, fee_msat = 0");
            statement.execute(LedgerSchema.PAID_IS_KEPT);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public LedgerSession open() {
        rollBack();
        return new Session();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rollBack() {
        if (inTransaction) {
            inTransaction = false;
            try (Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void half() {
        if (killIn > 0 && --killIn == 0) {
            rollBack();
            throw new KilledError();
        }
    }

    private final class Session implements LedgerSession {
        @Override
        public Connection connection() {
            return shared;
        }

        @Override
        public String node() {
            return "";
        }

        @Override
        public void checkStillThere() {
            // memory does not move
        }

        @Override
        public void begin() throws SQLException {
            execute("BEGIN IMMEDIATE");
            inTransaction = true;
        }

        @Override
        public void commit() throws SQLException {
            half();
            LedgerSession.super.commit();
            inTransaction = false;
            half();
        }

        @Override
        public void rollback() throws SQLException {
            LedgerSession.super.rollback();
            inTransaction = false;
        }

        @Override
        public boolean isRefusal(SQLException e) {
            return LedgerFile.isConstraint(e);
        }

        @Override
        public LedgerException explain(SQLException e) {
            return new LedgerException("memory failed: " + Lines.one(e), e);
        }

        @Override
        public void close() {
            // the process ends, the ledger stays
        }
    }
}
