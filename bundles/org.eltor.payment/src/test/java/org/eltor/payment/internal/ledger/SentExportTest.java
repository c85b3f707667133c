package org.eltor.payment.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eltor.api.lightning.PaymentResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema is eltord's {@code PaymentsSentLedger}: names, order and types, as its own reader expects them. */
class SentExportTest {
    private static final List<String> FIELDS = List.of(
            "payment_id",
            "circ_id",
            "interval_seconds",
            "round",
            "relay_fingerprint",
            "updated_at",
            "amount_msat",
            "handshake_fee_payhash",
            "handshake_fee_preimage",
            "paid",
            "expires_at",
            "bolt11_invoice",
            "bolt12_offer",
            "payment_hash",
            "preimage",
            "fee",
            "has_error");

    @TempDir
    Path directory;

    private LedgerHarness harness;

    @BeforeEach
    void open() {
        harness = new LedgerHarness(directory.resolve("payments.db"));
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void aSettledRoundHasAllThatEltordWrites() throws IOException {
        AccountEntry account = harness.opened();
        harness.run(store -> store.launched(account.id(), "42"));
        Attempt attempt = harness.begun(account, 0, 1);
        PaymentResult.Settled settled = harness.settled(attempt);
        harness.run(store ->
                store.settle(attempt.request(), settled, Duration.ofSeconds(2), LedgerHarness.NOW.plusSeconds(7)));

        JsonNode entries = export();
        assertThat(entries)
                .hasSize(30)
                .allSatisfy(entry -> assertThat(entry.fieldNames()).toIterable().containsExactlyElementsOf(FIELDS));
        JsonNode first = entries.get(0);
        HopEntry hop = account.hops().get(0);
        long now = LedgerHarness.NOW.getEpochSecond();
        assertThat(first.get("payment_id").textValue())
                .isEqualTo(hop.ids().get(0).hex());
        assertThat(first.get("circ_id").textValue()).isEqualTo("42");
        assertThat(first.get("interval_seconds").longValue()).isEqualTo(60);
        assertThat(first.get("round").intValue()).isEqualTo(1);
        assertThat(first.get("relay_fingerprint").textValue())
                .isEqualTo(hop.relay().hex());
        assertThat(first.get("updated_at").longValue()).isEqualTo(now + 7);
        assertThat(first.get("amount_msat").longValue()).isEqualTo(1000);
        assertThat(first.get("handshake_fee_preimage").textValue())
                .isEqualTo(hop.handshakePreimage().hex());
        assertThat(first.get("handshake_fee_payhash").textValue()).hasSize(64);
        assertThat(first.get("paid").booleanValue()).isTrue();
        assertThat(first.get("expires_at").longValue()).isEqualTo(now + 60);
        assertThat(first.get("bolt11_invoice").isNull()).isTrue();
        assertThat(first.get("bolt12_offer").textValue()).startsWith("lno1");
        assertThat(first.get("payment_hash").textValue())
                .isEqualTo(settled.hash().hex());
        assertThat(first.get("preimage").textValue())
                .isEqualTo(settled.preimage().orElseThrow().hex());
        assertThat(first.get("fee").longValue()).isEqualTo(100);
        assertThat(first.get("has_error").booleanValue()).isFalse();
    }

    @Test
    void aRoundThatIsNotPaidHasNulls() throws IOException {
        AccountEntry account = harness.opened();
        Attempt attempt = harness.begun(account, 0, 2);
        harness.run(store -> store.fail(attempt.request(), LedgerHarness.NOW));

        JsonNode failed = export().get(1);
        assertThat(failed.get("circ_id").textValue()).isEmpty();
        assertThat(failed.get("paid").booleanValue()).isFalse();
        assertThat(failed.get("has_error").booleanValue()).isTrue();
        for (String field :
                List.of("handshake_fee_payhash", "handshake_fee_preimage", "payment_hash", "preimage", "fee")) {
            assertThat(failed.get(field).isNull()).as(field).isTrue();
        }
    }

    @Test
    void anEmptyLedgerIsAnEmptyArray() throws IOException {
        assertThat(export()).isEmpty();
    }

    @Test
    void theFileIsTheOwnersAloneAndReplacedInOneStep() throws IOException {
        harness.opened();
        Path file = directory.resolve("out/payments_sent.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[]");
        export(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void anExportThatFailsSaysWhyAndLeavesNothingBehind() throws IOException {
        harness.opened();
        Path directoryInTheWay = directory.resolve("out/payments_sent.json");
        Files.createDirectories(directoryInTheWay.resolve("full"));

        assertThatThrownBy(() -> export(directoryInTheWay))
                .hasCauseInstanceOf(LedgerException.class)
                .hasMessageContaining("the export to");
        try (Stream<Path> files = Files.list(directoryInTheWay.getParent())) {
            assertThat(files).containsExactly(directoryInTheWay);
        }
        assertThatThrownBy(() -> export(directory.resolve("nowhere/payments_sent.json")))
                .hasCauseInstanceOf(LedgerException.class);
        assertThat(harness.ledger.problem()).isEmpty();
    }

    @Test
    void pagesHoldEveryEntryOnceInOrder() throws IOException {
        for (int i = 0; i < 100; i++) {
            harness.opened();
        }
        JsonNode entries = export();

        assertThat(entries).hasSize(3000);
        assertThat(entries.findValuesAsText("payment_id")).doesNotHaveDuplicates();
    }

    private JsonNode export() throws IOException {
        Path file = directory.resolve("payments_sent.json");
        int count = export(file);
        JsonNode entries = new ObjectMapper().readTree(file.toFile());
        assertThat(entries).hasSize(count);
        return entries;
    }

    private int export(Path file) {
        CompletableFuture<Integer> done = SentExport.write(harness.ledger, file).toCompletableFuture();
        harness.time.runUntilIdle();
        assertThat(done).isDone();
        return done.join();
    }
}
