package org.eltor.payment.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.payment.ImportReport;
import org.eltor.api.payment.PaymentTotals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentImportTest {
    @TempDir
    Path directory;

    private LedgerHarness harness;
    private LedgerHarness other;
    private Path exported;

    @BeforeEach
    void fillOne() {
        harness = new LedgerHarness(directory.resolve("payments.db"));
        other = new LedgerHarness(directory.resolve("other.db"), 2);
        exported = directory.resolve("payments_sent.json");
        for (int circuit = 0; circuit < 15; circuit++) {
            AccountEntry account = harness.opened();
            int id = circuit % 12; // ids come again after a restart of tor
            harness.run(store -> store.launched(account.id(), Integer.toString(id)));
            harness.settle(harness.begun(account, 0, 1));
            harness.settle(harness.begun(account, 1, 2));
            Attempt failed = harness.begun(account, 2, 3);
            harness.run(store -> store.fail(failed.request(), LedgerHarness.NOW));
        }
        now(harness, SentExport.write(harness.ledger, exported));
    }

    @AfterEach
    void close() {
        harness.close();
        other.close();
    }

    @Test
    void anExportComesBackAsItWas() throws IOException {
        assertThat(read(exported)).isEqualTo(new ImportReport(450, 0, 0, false));
        Path again = directory.resolve("again.json");
        now(other, SentExport.write(other.ledger, again));

        assertThat(Files.readAllLines(again)).isEqualTo(Files.readAllLines(exported));
        assertThat(totals(other)).isEqualTo(totals(harness));
    }

    @Test
    void whatIsKnownIsNotAddedAgain() {
        read(exported);
        assertThat(read(exported)).isEqualTo(new ImportReport(0, 450, 0, false));
        assertThat(totals(other).settled()).isEqualTo(30);
    }

    @Test
    void nothingThatWasTakenOverIsPaid() {
        read(exported);
        assertThat(other.<List<Attempt>>run(store -> store.read().inFlight())).isEmpty();
        assertThat(sum(other, "SELECT count(*) FROM account WHERE closed_at IS NULL"))
                .isZero();
        assertThat(sum(other, "SELECT count(*) FROM account")).isEqualTo(15);
    }

    @Test
    void anEmptyFileAndAnEmptyListHoldNothing() throws IOException {
        Path file = directory.resolve("file.json");
        for (String text : List.of("", "  \n", "[]", "[ ]\n")) {
            Files.writeString(file, text);
            assertThat(read(file)).as(text).isEqualTo(new ImportReport(0, 0, 0, false));
        }
    }

    @Test
    void ofATornFileAllWholeEntriesAreRead() throws IOException {
        String text = Files.readString(exported);
        Path file = directory.resolve("torn.json");
        int before = 0;
        for (int part = 1; part < 20; part++) {
            String rest = text.substring(0, text.length() * part / 20);
            Files.writeString(file, rest);
            ImportReport report = read(file);
            assertThat(report.torn()).isTrue();
            assertThat(report.refused()).isZero();
            assertThat(report.added() + report.known())
                    .isEqualTo((int) rest.lines()
                                    .filter(line -> line.contains("has_error"))
                                    .count()
                            - (endsInAnEntry(rest) ? 1 : 0))
                    .isGreaterThanOrEqualTo(before);
            before = report.added() + report.known();
        }
        assertThat(read(exported)).isEqualTo(new ImportReport(450 - before, before, 0, false));
    }

    @Test
    void whatMakesNoSenseIsRefusedAndTheRestRead() throws IOException {
        List<String> entries = new ArrayList<>();
        String good = "{'payment_id':'%s','circ_id':'4','interval_seconds':60,'round':1,'relay_fingerprint':'%s',"
                + "'updated_at':1700000000,'amount_msat':1000,'paid':true,'expires_at':1700000060,'fee':4000%s}";
        entries.add(good.formatted("aa".repeat(32), "b".repeat(40), ""));
        entries.add(good.formatted("not hex", "b".repeat(40), ""));
        entries.add(good.formatted("ab".repeat(32), "ME", ""));
        entries.add(good.formatted("ac".repeat(32), "b".repeat(40), "").replace("'round':1", "'round':11"));
        entries.add(
                good.formatted("ad".repeat(32), "b".repeat(40), "").replace("'amount_msat':1000", "'amount_msat':-1"));
        entries.add(good.formatted(
                "ae".repeat(32),
                "b".repeat(40),
                ",'payment_hash':'" + "0".repeat(64) + "','preimage':'" + "1".repeat(64) + "'"));
        Path file = directory.resolve("odd.json");
        Files.writeString(file, ("[" + String.join(",", entries) + "]").replace('\'', '"'));

        assertThat(read(file)).isEqualTo(new ImportReport(1, 0, 5, false));
        assertThat(totals(other).spent().msat()).isEqualTo(5000);
    }

    @Test
    void aFileThatIsNoListIsSaidSo() throws IOException {
        Path file = directory.resolve("file.json");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> read(file)).hasMessageContaining("no list of payments");
        Files.writeString(file, "garbage");
        assertThatThrownBy(() -> read(file)).hasMessageContaining("no JSON");
        assertThatThrownBy(() -> read(directory.resolve("nowhere.json"))).hasCauseInstanceOf(LedgerException.class);
        assertThat(other.ledger.problem()).isEmpty();
    }

    @Test
    void aRedactedExportTellsAmountsAndNothingThatLinks() throws IOException {
        Path file = directory.resolve("redacted.json");
        assertThat(now(harness, SentExport.writeRedacted(harness.ledger, file))).isEqualTo(450);
        String text = Files.readString(file);

        assertThat(text).doesNotContainPattern("[0-9a-fA-F]{40}").doesNotContain("lno1");
        for (JsonNode entry : new ObjectMapper().readTree(file.toFile())) {
            assertThat(entry.get("relay_fingerprint").textValue()).matches("relay-[1-3]");
            assertThat(entry.get("updated_at").longValue() % 3600).isZero();
            assertThat(entry.get("circ_id").textValue()).isEmpty();
            assertThat(entry.get("amount_msat").longValue()).isEqualTo(1000);
        }
    }

    @Test
    void oldCircuitsAreForgottenAndTheirTotalsKept() {
        var before = totals(harness);
        AccountEntry flying = harness.opened();
        harness.begun(flying, 0, 1);
        for (int i = 0; i < 20; i++) {
            AccountEntry next = harness.account(LedgerHarness.NOW.plus(Duration.ofHours(1)));
            harness.run(store -> store.open(next, LedgerHarness.NO_LIMITS, 0)); // closes what is too old
        }
        var later = LedgerHarness.NOW.plus(Duration.ofHours(2));

        assertThat(harness.<Integer>run(store -> store.forget(later, 10))).isEqualTo(10);
        assertThat(harness.<Integer>run(store -> store.forget(later, 10))).isEqualTo(5);
        assertThat(harness.<Integer>run(store -> store.forget(later, 10))).isZero();
        assertThat(sum(harness, "SELECT count(*) FROM payment")).isEqualTo(21 * 30);
        assertThat(totals(harness).spent()).isEqualTo(before.spent());
        assertThat(harness.<List<Attempt>>run(store -> store.read().inFlight())).hasSize(1);
    }

    private static boolean endsInAnEntry(String text) {
        return text.lastIndexOf("has_error") > text.lastIndexOf('}');
    }

    private static PaymentTotals totals(LedgerHarness of) {
        return of.run(store -> store.read().totals(LedgerHarness.NOW));
    }

    private static long sum(LedgerHarness of, String sql) {
        return of.run(store -> store.sql().sum(sql));
    }

    private ImportReport read(Path file) {
        return now(other, SentImport.read(other.ledger, file));
    }

    private static <T> T now(LedgerHarness harness, CompletionStage<T> stage) {
        CompletableFuture<T> done = stage.toCompletableFuture();
        harness.time.runUntilIdle();
        assertThat(done).isDone();
        return done.join();
    }
}
