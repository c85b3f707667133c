package org.eltor.payment.internal.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the ledger as eltord's {@code payments_sent.json}, a page at a time, so that payments are not held up and
 * memory does not grow with the ledger.
 */
public final class SentExport {
    private static final int PAGE = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(SentExport.class);

    private final Path file;
    private final Path aside;
    private final FileOutputStream stream;
    private final JsonGenerator json;
    private final boolean redacted;
    private final Map<String, String> relays = new HashMap<>();
    private int count;

    private SentExport(Path file, boolean redacted) throws IOException {
        this.redacted = redacted;
        this.file = file.toAbsolutePath();
        this.aside = OwnerOnly.createTemporary(this.file.getParent(), this.file.getFileName() + "-");
        this.stream = new FileOutputStream(aside.toFile());
        this.json = new JsonFactory().createGenerator(new BufferedOutputStream(stream, 1 << 16));
        json.setPrettyPrinter(new DefaultPrettyPrinter());
        json.writeStartArray();
    }

    /**
     * Writes all that the ledger holds. The file has its name only when it is whole and on the disk.
     *
     * @return number of entries; fails with a {@link LedgerException}
     */
    public static CompletionStage<Integer> write(LedgerQueue ledger, Path file) {
        return write(ledger, file, false);
    }

    /** The same without anything that links a payment to a circuit, a relay or a minute. */
    public static CompletionStage<Integer> writeRedacted(LedgerQueue ledger, Path file) {
        return write(ledger, file, true);
    }

    private static CompletionStage<Integer> write(LedgerQueue ledger, Path file, boolean redacted) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        ledger.submit(store -> store.read().sentAfter(0, 0, 0, PAGE)).whenComplete((page, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
                return;
            }
            try {
                new SentExport(file, redacted).add(page, ledger, done);
            } catch (IOException e) {
                done.completeExceptionally(explain(file, e));
            }
        });
        return done;
    }

    /** Writes one page on the ledger's thread, between payments, and asks for the next. */
    private void add(List<SentEntry> page, LedgerQueue ledger, CompletableFuture<Integer> done) {
        try {
            for (SentEntry entry : page) {
                write(redacted ? redact(entry) : entry);
            }
            count += page.size();
            if (page.size() < PAGE) {
                finish();
                done.complete(count);
                return;
            }
        } catch (IOException e) {
            discard();
            done.completeExceptionally(explain(file, e));
            return;
        }
        SentEntry last = page.get(page.size() - 1);
        ledger.submit(store -> store.read().sentAfter(last.account(), last.hop(), last.interval(), PAGE))
                .whenComplete((next, failure) -> {
                    if (failure == null) {
                        add(next, ledger, done);
                    } else {
                        discard();
                        done.completeExceptionally(failure);
                    }
                });
    }

    private void finish() throws IOException {
        json.writeEndArray();
        json.writeRaw('\n');
        json.flush();
        stream.getFD().sync();
        json.close();
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        OwnerOnly.sync(file.getParent());
    }

    private void discard() {
        try {
            stream.close();
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            LOG.warn("{} is left behind and may be deleted: {}", aside, Lines.one(e));
        }
    }

    private static LedgerException explain(Path file, IOException e) {
        return new LedgerException("the export to " + file + " failed: " + Lines.one(e), e);
    }

    private SentEntry redact(SentEntry entry) {
        String relay = relays.computeIfAbsent(entry.relay(), unknown -> "relay-" + (relays.size() + 1));
        return entry.redacted(relay);
    }

    private void write(SentEntry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("payment_id", entry.paymentId());
        json.writeStringField("circ_id", entry.circuit() == null ? "" : entry.circuit());
        json.writeNumberField("interval_seconds", entry.intervalSeconds());
        json.writeNumberField("round", entry.interval());
        json.writeStringField("relay_fingerprint", entry.relay());
        json.writeNumberField("updated_at", entry.updatedAt());
        json.writeNumberField("amount_msat", entry.amountMsat());
        json.writeStringField("handshake_fee_payhash", entry.handshakeHash());
        json.writeStringField("handshake_fee_preimage", entry.handshakePreimage());
        json.writeBooleanField("paid", entry.paid());
        json.writeNumberField("expires_at", entry.expiresAt());
        json.writeStringField("bolt11_invoice", entry.invoice());
        json.writeStringField("bolt12_offer", entry.offer());
        json.writeStringField("payment_hash", entry.hash());
        json.writeStringField("preimage", entry.preimage());
        if (entry.feeMsat() == null) {
            json.writeNullField("fee");
        } else {
            json.writeNumberField("fee", entry.feeMsat());
        }
        json.writeBooleanField("has_error", entry.failed());
        json.writeEndObject();
    }
}
