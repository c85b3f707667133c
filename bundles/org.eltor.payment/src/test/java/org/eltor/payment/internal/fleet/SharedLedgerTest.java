package org.eltor.payment.internal.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eltor.payment.internal.kill.Payer;
import org.eltor.payment.internal.kill.PayerJvm;
import org.eltor.payment.internal.kill.WalletServer;
import org.eltor.payment.internal.ledger.LedgerException;
import org.eltor.payment.internal.ledger.LedgerSession;
import org.eltor.payment.internal.ledger.Settlements;
import org.eltor.payment.internal.ledger.SharedLedger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Nodes that share a ledger in a real PostgreSQL, which the test starts. */
@Timeout(180)
class SharedLedgerTest {
    private static final Duration LEASE = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(PostgresServer.obstacle()).as("fleets are not tested").isEmpty();
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void forget() throws SQLException {
        try (Connection connection = server.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS eltor CASCADE");
        }
    }

    @Test
    void twoNodesNeverSpendTooMuchNorTwiceThoughOneIsKilled() throws Exception {
        long limit = 150_000;
        try (WalletServer wallet = new WalletServer(7)) {
            Process first = payer(wallet, "first", limit, "once");
            Process second = payer(wallet, "second", limit, "once");
            try {
                until(() -> wallet.arrivals().size() > 30, first, second);
                first.destroyForcibly().waitFor(); // SIGKILL, with payments in flight
                // what one circuit may cost, 34000, can be left over
                until(() -> spent(wallet) > limit * 7 / 10, second);
                Thread.sleep(2 * LEASE.toMillis()); // at the limit, nothing more may be spent
            } finally {
                first.destroyForcibly().waitFor();
                second.destroyForcibly().waitFor();
            }
            settled(wallet, limit);
        }
    }

    @Test
    void aNodeThatStalledForLongerThanItsLeaseGoesOnAfterwards() throws Exception {
        long limit = 1_000_000_000; // beyond what they can spend meanwhile
        try (WalletServer wallet = new WalletServer(8)) {
            Process first = payer(wallet, "first", limit, "once");
            Process second = payer(wallet, "second", limit, "once");
            try {
                until(() -> wallet.arrivals().size() > 30, first, second);
                signal("STOP", second);
                until(() -> isForgotten("second"), first); // which has settled and closed what the other left
                first.destroyForcibly().waitFor();
                long before = spent(wallet);
                signal("CONT", second);
                until(() -> spent(wallet) > before + 100_000, second);
            } finally {
                first.destroyForcibly().waitFor();
                second.destroyForcibly().waitFor();
            }
            settled(wallet, limit);
        }
    }

    @Test
    void twoNodesOfOneNameAreOneTooMany() throws Exception {
        LedgerSession session =
                new SharedLedger(() -> Optional.of(server.source()), "twin", Duration.ofMinutes(5)).open();
        assertThat(problem("twin")).contains("node twin is at work elsewhere").doesNotContain("\n");
        session.close();
        place("twin").open().close();
    }

    @Test
    void aDeadNodesNameIsFreeAfterItsLease() throws Exception {
        LedgerSession dead = place("dead").open();
        dead.connection().close(); // as when the process dies
        Thread.sleep(LEASE.toMillis() + 200);
        place("dead").open().close();
    }

    @Test
    void aNodeThatLostItsLeaseDoesNotWrite() throws Exception {
        LedgerSession slow = place("slow").open();
        Thread.sleep(LEASE.toMillis() + 200);
        LedgerSession next = place("slow").open(); // the same name, begun again
        try {
            slow.begin();
            throw new AssertionError("wrote without a lease");
        } catch (LedgerException e) {
            assertThat(e).hasMessageContaining("has lost its lease");
        } finally {
            slow.close();
        }
        next.begin();
        next.commit();
        next.close();
    }

    @Test
    void aDatabaseThatCannotBeUsedIsSaidInOneLineWithTheWayOut() throws Exception {
        PGSimpleDataSource source = server.source();
        source.setPassword("wrong-password-of-somebody");
        assertThat(problem(source)).contains("correct user and password of the DataSource");
        source.setPassword(PostgresServer.PASSWORD);
        source.setDatabaseName("nowhere");
        assertThat(problem(source)).contains("create this database");
        source.setDatabaseName("postgres");
        source.setPortNumbers(new int[] {1});
        assertThat(problem(source)).contains("is PostgreSQL up");
    }

    @Test
    void aDatabaseWhoseTablesAreOfALaterVersionIsLeftAlone() throws Exception {
        place("first").open().close();
        try (Connection connection = server.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE eltor.version SET version = version + 1");
            try {
                assertThat(problem("second")).contains("was written by a newer version");
            } finally {
                statement.execute("UPDATE eltor.version SET version = version - 1");
            }
        }
        place("second").open().close();
    }

    @Test
    void aDatabaseThatIsAbsentIsSaidSo() {
        try {
            new SharedLedger(Optional::empty, "node", LEASE).open();
            throw new AssertionError("opened nothing");
        } catch (LedgerException e) {
            assertThat(e).hasMessageContaining("no DataSource service matches datasource.target");
        }
    }

    /** A third node settles what both of the dead left; then everything adds up. */
    private void settled(WalletServer wallet, long limit) throws Exception {
        wallet.calmDown();
        Process last = payer(wallet, "third", limit, "settle");
        try {
            assertThat(last.waitFor(90, TimeUnit.SECONDS)).as("settled in time").isTrue();
            assertThat(last.exitValue()).isZero();
        } finally {
            last.destroyForcibly().waitFor();
        }

        Set<String> arrived =
                wallet.arrivals().stream().map(WalletServer.Arrival::note).collect(Collectors.toSet());
        assertThat(arrived).as("no interval was paid twice").hasSameSizeAs(wallet.arrivals());
        assertThat(spent(wallet)).isLessThanOrEqualTo(limit);
        Settlements settlements = Settlements.of(place("looker"));
        assertThat(settlements.inFlight()).isZero();
        assertThat(settlements.notes()).isEqualTo(arrived);
        assertThat(settlements.totals().spent().msat()).isEqualTo(spent(wallet));
        assertThat(settlements.openCircuits())
                .as("reservations of the dead are released")
                .isZero();
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static boolean isForgotten(String node) {
        try (Connection connection = server.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM eltor.node WHERE name = '" + node + "'")) {
            row.next();
            return row.getInt(1) == 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private SharedLedger place(String node) {
        return new SharedLedger(() -> Optional.of(server.source()), node, LEASE);
    }

    private String problem(String node) {
        try (LedgerSession session = place(node).open()) {
            throw new AssertionError("opened twice: " + session);
        } catch (LedgerException e) {
            return e.getMessage();
        }
    }

    private static String problem(PGSimpleDataSource source) {
        try (LedgerSession session = new SharedLedger(() -> Optional.of(source), "node", LEASE).open()) {
            throw new AssertionError("opened: " + session);
        } catch (LedgerException e) {
            assertThat(e.getMessage())
                    .startsWith("the shared ledger cannot be used: ")
                    .doesNotContain("\n", "wrong-password", PostgresServer.PASSWORD);
            return e.getMessage();
        }
    }

    private Process payer(WalletServer wallet, String node, long limit, String what) throws Exception {
        return new PayerJvm(Payer.class, Files.createDirectories(directory.resolve(node)))
                .start(
                        server.url() + "#" + node + "#" + LEASE.toMillis(),
                        directory.resolve(node + ".accounts").toString(),
                        Integer.toString(wallet.port()),
                        Long.toString(limit),
                        what);
    }

    private void until(java.util.function.BooleanSupplier condition, Process... alive) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            StringBuilder said = new StringBuilder();
            for (String node : new String[] {"first", "second"}) {
                Path file = directory.resolve(node).resolve("payer.err");
                said.append(Files.exists(file) ? Files.readString(file) : "");
            }
            assertThat(alive).as("%s", said).allMatch(Process::isAlive);
            assertThat(System.nanoTime()).as("in time; %s", said).isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static long spent(WalletServer wallet) {
        return wallet.arrivals().stream()
                .mapToLong(arrival -> arrival.amount() + arrival.fee())
                .sum();
    }
}
