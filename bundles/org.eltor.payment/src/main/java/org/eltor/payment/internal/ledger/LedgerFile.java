package org.eltor.payment.internal.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The ledger's file: created, opened by one owner, checked. The file is never opened by other means than SQLite's,
 * because closing any handle of it would give its lock away.
 */
final class LedgerFile implements LedgerSession {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerFile.class);

    private final Path path;
    private final Connection connection;
    private final Optional<Object> identity;

    private LedgerFile(Path path, Connection connection) throws IOException {
        this.path = path;
        this.connection = connection;
        this.identity = identity(path);
    }

    /**
     * Opens the ledger, and creates it when there is none. One that is damaged, of another kind or in use is left
     * alone.
     *
     * @throws LedgerException says what is wrong and how to mend it
     */
    static LedgerFile open(Path file) throws LedgerException {
        Path path = file.toAbsolutePath().normalize();
        Path log = Path.of(path + "-wal");
        try {
            OwnerOnly.createDirectories(path.getParent());
            if (Files.notExists(path)) {
                if (Files.exists(log)) {
                    throw new LedgerException("the ledger " + path + " is gone but its log " + log.getFileName()
                            + " is there: put the ledger back, or move the log away to begin a new one");
                }
                create(path);
            }
            if (Files.size(path) == 0) {
                throw damaged(path, "it is empty");
            }
            OwnerOnly.restrictFile(path);
            OwnerOnly.restrictFile(log);
            return connect(path);
        } catch (IOException e) {
            throw new LedgerException("the ledger " + path + " cannot be used: " + Lines.one(e), e);
        } catch (LinkageError e) {
            throw new LedgerException(
                    "SQLite's library cannot be loaded: let java.io.tmpdir, or org.sqlite.tmpdir, be a directory that"
                            + " can be written and executed from",
                    e);
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public String node() {
        return "";
    }

    @Override
    public void begin() throws SQLException {
        execute("BEGIN IMMEDIATE");
    }

    /** @throws LedgerException when the file was moved or replaced since it was opened */
    @Override
    public void checkStillThere() throws LedgerException {
        Optional<Object> now;
        try {
            now = identity(path);
        } catch (IOException e) {
            throw new LedgerException("the ledger " + path + " was moved or removed while in use", e);
        }
        if (!Objects.equals(identity, now)) {
            throw new LedgerException("the ledger " + path + " was replaced while in use");
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("The ledger was not closed cleanly; it will recover when it is opened: {}", Lines.one(e));
        }
    }

    @Override
    public boolean isRefusal(SQLException e) {
        return isConstraint(e);
    }

    static boolean isConstraint(SQLException e) {
        return e instanceof SQLiteException sqlite
                && (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
    }

    @Override
    public LedgerException explain(SQLException e) {
        return explain(path, e);
    }

    private static LedgerException explain(Path path, SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return new LedgerException("the ledger " + path + " cannot be used: " + Lines.one(e), e);
        }
        // the low byte is the kind of the error, the rest its details
        SQLiteErrorCode kind = SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff);
        return switch (kind) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new LedgerException(
                        "the ledger " + path + " is locked (database locked): another process uses it; end that one, "
                                + "or set ledger.file of org.eltor.payment to another file");
            case SQLITE_NOTADB -> damaged(path, "it is not a ledger");
            case SQLITE_CORRUPT -> damaged(path, Lines.one(e));
            case SQLITE_FULL -> new LedgerException("the disk of the ledger " + path + " is full: free some space", e);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
                new LedgerException(
                        "the ledger " + path + " cannot be written: give this process the right to write it and its "
                                + "directory",
                        e);
            default -> new LedgerException("the ledger " + path + " cannot be used: " + Lines.one(e), e);
        };
    }

    private static LedgerException damaged(Path path, String how) {
        return new LedgerException("the ledger " + path + " is damaged (" + how + "): nothing is paid until it is "
                + "restored from a backup, or moved away with " + path.getFileName()
                + "-wal to begin a new one, which forgets what was spent");
    }

    /** Builds the new ledger aside, so that a crash never leaves half of one under its name. */
    private static void create(Path path) throws IOException, LedgerException {
        Path aside = OwnerOnly.createTemporary(path.getParent(), path.getFileName() + "-new-");
        try {
            try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + aside, config(false))) {
                LedgerSchema.migrate(connection);
            }
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
            OwnerOnly.sync(path.getParent());
            LOG.info("A new ledger begins in {}", path);
        } catch (SQLException e) {
            throw explain(path, e);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static LedgerFile connect(Path path) throws LedgerException, IOException {
        Connection connection = null;
        try {
            connection = JDBC.createConnection("jdbc:sqlite:" + path, config(true));
            lock(connection);
            check(path, connection);
            LedgerSchema.migrate(connection);
            LedgerFile opened = new LedgerFile(path, connection);
            connection = null;
            return opened;
        } catch (SQLException e) {
            throw explain(path, e);
        } finally {
            if (connection != null) {
                try {
                    connection.close();
                } catch (SQLException e) {
                    LOG.debug("Closing a ledger that cannot be used failed: {}", Lines.one(e));
                }
            }
        }
    }

    /**
     * One owner; every commit is flushed to the disk before it returns (WAL with synchronous FULL, and on macOS with
     * the flush that reaches the disk).
     */
    private static java.util.Properties config(boolean log) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setJournalMode(log ? SQLiteConfig.JournalMode.WAL : SQLiteConfig.JournalMode.DELETE);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setGetGeneratedKeys(false);
        return config.toProperties();
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA fullfsync = 1");
            statement.execute("PRAGMA cache_size = -16384"); // 16 MB: the ends of all indexes
            statement.execute("PRAGMA checkpoint_fullfsync = 1");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("COMMIT");
        }
    }

    private static void check(Path path, Connection connection) throws SQLException, LedgerException {
        if (LedgerSchema.pragma(connection, "application_id") != LedgerSchema.APPLICATION_ID) {
            throw damaged(path, "it is another kind of file");
        }
        int version = LedgerSchema.pragma(connection, "user_version");
        if (version > LedgerSchema.VERSION) {
            throw new LedgerException("the ledger " + path + " was written by a newer version (" + version + " > "
                    + LedgerSchema.VERSION + "): install that version");
        }
        for (String guarantee : new String[] {"synchronous:2", "fullfsync:1", "foreign_keys:1"}) {
            String name = guarantee.substring(0, guarantee.indexOf(':'));
            if (!guarantee.endsWith(":" + LedgerSchema.pragma(connection, name))) {
                throw new LedgerException("this SQLite refuses " + name + ": install the sqlite-jdbc of the feature");
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = rows.next() ? rows.getString(1) : "no answer";
            if (!verdict.equals("ok")) {
                throw damaged(path, Lines.one(verdict));
            }
        }
    }

    private static Optional<Object> identity(Path path) throws IOException {
        return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey());
    }
}
