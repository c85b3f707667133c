package org.eltor.payment.internal.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.payment.ImportReport;

/** Reads a {@code payments_sent.json} a page at a time, so that payments are not held up, and adopts what it says. */
public final class SentImport {
    private static final int PAGE = 300;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LedgerQueue ledger;
    private final Path file;
    private final JsonParser json;
    private final Adoption adoption = new Adoption();
    private final CompletableFuture<ImportReport> done = new CompletableFuture<>();
    private boolean torn;
    private boolean atEnd;

    private SentImport(LedgerQueue ledger, Path file) throws IOException {
        this.ledger = ledger;
        this.file = file;
        this.json = MAPPER.createParser(file.toFile());
    }

    /** Adopts all that a file holds; fails with a {@link LedgerException}, and then its first pages may be adopted. */
    public static CompletionStage<ImportReport> read(LedgerQueue ledger, Path file) {
        return ledger.submit(store -> null).thenCompose(open -> {
            try {
                SentImport reading = new SentImport(ledger, file.toAbsolutePath());
                reading.begin();
                return reading.done;
            } catch (IOException e) {
                return CompletableFuture.failedStage(explain(file, e));
            }
        });
    }

    private void begin() {
        try {
            JsonToken first = json.nextToken();
            if (first == null) {
                atEnd = true; // an empty file
            } else if (first != JsonToken.START_ARRAY) {
                fail(new LedgerException("the import of " + file + " failed: it is no list of payments"));
                return;
            }
            page();
        } catch (JsonProcessingException e) {
            fail(new LedgerException("the import of " + file + " failed: it is no JSON", e));
        } catch (IOException e) {
            fail(explain(file, e));
        }
    }

    /** Reads one page and has it adopted, on the ledger's thread, between payments. */
    private void page() {
        List<JsonNode> entries = new ArrayList<>();
        try {
            while (!atEnd && entries.size() < PAGE) {
                JsonToken token = json.nextToken();
                if (token == JsonToken.START_OBJECT) {
                    entries.add(MAPPER.readTree(json));
                } else {
                    atEnd = true;
                    torn = token != JsonToken.END_ARRAY;
                }
            }
        } catch (JsonProcessingException e) {
            atEnd = true;
            torn = true;
        } catch (IOException e) {
            fail(explain(file, e));
            return;
        }
        ledger.submit(store -> {
                    for (JsonNode entry : entries) {
                        adoption.adopt(entry, store);
                    }
                    return null;
                })
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        fail(failure);
                    } else if (atEnd) {
                        close();
                        done.complete(adoption.report(torn));
                    } else {
                        page();
                    }
                });
    }

    private void fail(Throwable cause) {
        close();
        done.completeExceptionally(cause);
    }

    private void close() {
        try {
            json.close();
        } catch (IOException e) {
            // it was only read
        }
    }

    private static LedgerException explain(Path file, IOException e) {
        return new LedgerException("the import of " + file + " failed: " + Lines.one(e), e);
    }
}
