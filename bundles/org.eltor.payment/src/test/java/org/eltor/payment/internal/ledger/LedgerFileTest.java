package org.eltor.payment.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class LedgerFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("eltor/payments.db");
    }

    @Test
    void everythingBelongsToItsOwnerAlone() throws IOException {
        LedgerHarness harness = new LedgerHarness(file);
        harness.opened();

        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(Path.of(file + "-wal"))).isEqualTo("rw-------");
        assertThat(Path.of(file + "-shm")).doesNotExist();
        harness.close();
    }

    @Test
    void permissionsThatSomebodyOpenedAreClosedAgain() throws IOException {
        new LedgerHarness(file).close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        new LedgerHarness(file).close();

        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsNoLedgerIsLeftAloneAndSaidSo() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "these are somebody's notes, long enough to be taken for a header ".repeat(9));
        byte[] before = Files.readAllBytes(file);
        LedgerHarness harness = new LedgerHarness(file);

        assertDamaged(harness, "it is not a ledger");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);

        Files.move(file, directory.resolve("away"));
        harness.time.advance(Duration.ofSeconds(6));
        assertThat(harness.ledger.problem()).isEmpty();
        harness.opened();
        harness.close();
    }

    @Test
    void anEmptyFileIsADamagedLedgerAndNotANewOne() throws IOException {
        Files.createDirectories(file.getParent());
        Files.createFile(file);

        assertDamaged(new LedgerHarness(file), "it is empty");
        assertThat(file).isEmptyFile();
    }

    @Test
    void anotherApplicationsDatabaseIsLeftAlone() throws Exception {
        Files.createDirectories(file.getParent());
        try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new java.util.Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE cookies (a)");
        }
        assertDamaged(new LedgerHarness(file), "it is another kind of file");
    }

    @Test
    void aTornFileIsFoundAndLeftAlone() throws IOException {
        LedgerHarness harness = new LedgerHarness(file);
        for (int i = 0; i < 50; i++) {
            harness.opened();
        }
        harness.close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        byte[] before = Files.readAllBytes(file);

        assertDamaged(new LedgerHarness(file), "");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aPageOfGarbageIsFoundAndLeftAlone() throws IOException {
        LedgerHarness harness = new LedgerHarness(file);
        for (int i = 0; i < 50; i++) {
            harness.opened();
        }
        harness.close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[4096]), channel.size() / 4096 / 2 * 4096);
        }
        assertDamaged(new LedgerHarness(file), "");
    }

    @Test
    void aNewerVersionIsNotTouched() throws SQLException {
        new LedgerHarness(file).close();
        try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new java.util.Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertThat(new LedgerHarness(file).ledger.problem().orElseThrow())
                .contains("newer version (99 > " + LedgerSchema.VERSION + ")");
    }

    @Test
    void anOlderVersionIsBroughtUpToDateWithAllThatItHolds() throws Exception {
        Files.createDirectories(file.getParent());
        try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new java.util.Properties());
                Statement statement = connection.createStatement()) {
            LedgerSchema.migrate(connection, 1);
            statement.execute("INSERT INTO account (id, opened_at) VALUES ('" + new java.util.UUID(1, 2) + "', "
                    + LedgerHarness.NOW.toEpochMilli() + ")");
            statement.execute("INSERT INTO hop VALUES (1, 0, '" + "A".repeat(40)
                    + "', 1000, 1100, 60, 'BOLT12_OFFER lno1x', x'" + "ab".repeat(32) + "')");
            statement.execute("INSERT INTO payment (account, hop, interval, payment_id, state, updated_at, wallet, key,"
                    + " payee, created_at, max_fee_msat, sent_at, counted_msat, took_ms) VALUES (1, 0, 1, x'"
                    + "cd".repeat(32) + "', 1, 5, 'wallet', '" + new java.util.UUID(3, 4)
                    + "', 0, 5, 100, 5, 1100, 0)");
        }
        LedgerHarness harness = new LedgerHarness(file);

        assertThat(harness.ledger.problem()).isEmpty();
        Attempt attempt = harness.<java.util.List<Attempt>>run(
                        store -> store.read().inFlight())
                .get(0);
        assertThat(attempt.wallet()).isEqualTo("wallet");
        assertThat(harness.settle(attempt)).isTrue();
        harness.close();
        assertThat(new LedgerHarness(file).ledger.problem()).isEmpty();
    }

    @Test
    void aLogWithoutItsLedgerIsNotMistakenForANewLedgersLog() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(Path.of(file + "-wal"), "log");

        assertThat(new LedgerHarness(file).ledger.problem().orElseThrow()).contains("move the log away");
        assertThat(file).doesNotExist();
    }

    @Test
    void aSecondOwnerIsToldThatItIsLockedAndTakesOverWhenTheFirstEnds() {
        LedgerHarness first = new LedgerHarness(file);
        AccountEntry account = first.opened();
        LedgerHarness second = new LedgerHarness(file);
        assertThat(second.ledger.problem().orElseThrow())
                .contains("database locked")
                .contains(file.toString())
                .doesNotContain("\n");
        assertThat(second.ledger.submit(store -> 1).toCompletableFuture()).satisfies(stage -> {
            second.time.runUntilIdle();
            assertThat(stage).isCompletedExceptionally();
        });

        first.close();
        second.time.advance(Duration.ofSeconds(6));
        assertThat(second.ledger.problem()).isEmpty();
        assertThat(second.events).last().isEqualTo("up");
        assertThat(second.<Optional<AccountEntry>>run(store -> store.read().account(account.id(), LedgerHarness.NOW)))
                .isPresent();
        second.close();
    }

    @Test
    void aLedgerThatIsMovedAwayWhileInUseIsNotWrittenAnyMore() throws IOException {
        LedgerHarness harness = new LedgerHarness(file);
        AccountEntry account = harness.opened();
        Files.move(file, directory.resolve("moved.db"));
        Files.move(Path.of(file + "-wal"), directory.resolve("moved.db-wal"));

        assertThatThrownBy(() -> harness.begun(account, 0, 1)).hasMessageContaining("moved or removed");
        assertThat(harness.ledger.problem()).isPresent();
        Files.move(directory.resolve("moved.db"), file);
        if (Files.exists(directory.resolve("moved.db-wal"))) {
            Files.move(directory.resolve("moved.db-wal"), Path.of(file + "-wal"));
        }
        harness.time.advance(Duration.ofSeconds(6));
        assertThat(harness.begin(account, 0, 1)).isInstanceOf(Begin.Begun.class);
        harness.close();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsSaid() throws IOException {
        Files.writeString(directory.resolve("eltor"), "a file where the directory should be");

        assertThat(new LedgerHarness(file).ledger.problem().orElseThrow())
                .contains("cannot be used")
                .doesNotContain("\n");
    }

    private static void assertDamaged(LedgerHarness harness, String how) {
        assertThat(harness.ledger.problem().orElseThrow())
                .contains("is damaged (" + how)
                .contains("payments.db")
                .contains("restored from a backup")
                .contains("moved away")
                .doesNotContain("\n");
        assertThat(harness.events).hasSize(1);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
