package org.eltor.payment.internal.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A ledger that is open. Used by the ledger's thread alone; the kinds of databases differ in nothing else. */
public interface LedgerSession extends AutoCloseable {
    /** The connection, in autocommit outside of {@link #begin} and {@link #commit}. */
    Connection connection();

    /** Name of the node whose payments these are; empty where there is one alone. */
    String node();

    /** @throws LedgerException when this is no longer the ledger that was opened */
    void checkStillThere() throws LedgerException;

    /**
     * Begins a transaction that nobody else's runs beside: what it reads of the budget holds until its commit.
     *
     * @throws LedgerException when this node may not write any more
     */
    void begin() throws SQLException, LedgerException;

    /** Ends the transaction; when this returns it is on the disk. */
    default void commit() throws SQLException {
        execute("COMMIT");
    }

    /** Undoes the transaction. */
    default void rollback() throws SQLException {
        execute("ROLLBACK");
    }

    /** Executes one statement without values. */
    default void execute(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether an error says no more than that the rules of the tables forbid this change. */
    boolean isRefusal(SQLException e);

    /** The cause in the words of someone who has to mend it. */
    LedgerException explain(SQLException e);

    /** Closes it, and rolls back what was begun. */
    @Override
    void close();
}
