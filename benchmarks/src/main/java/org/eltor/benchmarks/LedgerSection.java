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
            print(figures);
        }
    }

    private static void print(JsonNode figures) {
        System.out.println("ledger: one durable change, beside a flush of as many bytes in the same run");
        System.out.println("  (asked: as the caller sees it, who waits on another thread)");
        System.out.println(
                "     rows  change us      p99  asked us  flush us  ratio  open ms  eltord's file us  times slower");
        double worst = 0;
        double opened = 0;
        for (JsonNode size : figures.get("sizes")) {
            double change = size.get("appendMedianMicros").doubleValue();
            double ratio = size.get("appendToFlush").doubleValue();
            double rewrite = size.get("rewriteMedianMicros").doubleValue();
            worst = Math.max(worst, ratio);
            opened = Math.max(opened, size.get("openMillis").doubleValue());
            System.out.printf(
                    Locale.ROOT,
                    "%9d %10.0f %8.0f %9.0f %9.0f %6.2f %8.0f %17.0f %13.1f%n",
                    size.get("rows").intValue(),
                    change,
                    size.get("appendP99Micros").doubleValue(),
                    size.get("askedMedianMicros").doubleValue(),
                    size.get("flushMedianMicros").doubleValue(),
                    ratio,
                    size.get("openMillis").doubleValue(),
                    rewrite,
                    rewrite / change);
        }
        System.out.printf(
                Locale.ROOT,
                "  worst ratio %.2f (limit 2), slowest opening %.0f ms (limit 2000), largest to smallest %.2f%n",
                worst,
                opened,
                figures.get("lastToFirst").doubleValue());
    }
}
