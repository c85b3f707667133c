package org.eltor.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.eltor.payment.internal.ledger.LedgerBench;

/** Durable changes of the ledger as it grows, and how long it takes to open. */
final class LedgerSection implements Section {
    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public void run(Path results) throws Exception {
        try (Scratch scratch = new Scratch(results)) {
            JsonNode figures = LedgerBench.measure(scratch.folder(), List.of(1_000, 10_000, 100_000, 1_000_000));
            Scratch.write(results, figures);
            for (JsonNode size : figures.get("sizes")) {
                System.out.printf(
                        Locale.ROOT,
                        "ledger: %7d rows: change %.0f us (p99 %.0f), a flush of as many bytes %.0f us (p99 %.0f),"
                                + " ratio %.2f; opened in %.0f ms; rewritten whole as eltord does: %.0f us%n",
                        size.get("rows").intValue(),
                        size.get("appendMedianMicros").doubleValue(),
                        size.get("appendP99Micros").doubleValue(),
                        size.get("flushMedianMicros").doubleValue(),
                        size.get("flushP99Micros").doubleValue(),
                        size.get("appendToFlush").doubleValue(),
                        size.get("openMillis").doubleValue(),
                        size.get("rewriteMedianMicros").doubleValue());
            }
        }
    }
}
