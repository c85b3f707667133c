package org.eltor.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eltor.payment.internal.ledger.LedgerBench;

/** Durable changes of the ledger as it grows, and how long it takes to open. */
final class LedgerSection implements Section {
    /** A change on the ledger's own thread, beside a flush of as many bytes. */
    private static final double MOST_FLUSHES = 2;
    /** A change in the largest ledger, beside one in the smallest. */
    private static final double MOST_GROWTH = 1.5;

    private static final double MOST_OPENING_MILLIS = 2000;

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public List<String> run(Path results) throws Exception {
        try (Scratch scratch = new Scratch(results)) {
            JsonNode figures = LedgerBench.measure(scratch.folder(), List.of(1_000, 10_000, 100_000, 1_000_000));
            Scratch.write(results, figures);
            print(figures);
            return missed(figures);
        }
    }

    /** The limits that figures exceed. Each size counts, the caller's time does not. */
    static List<String> missed(JsonNode figures) {
        List<String> missed = new ArrayList<>();
        for (JsonNode size : figures.get("sizes")) {
            String rows = " with " + size.get("rows").intValue() + " rows";
            double ratio = size.get("appendToFlush").doubleValue();
            if (ratio > MOST_FLUSHES) {
                missed.add(words("a change takes %.2f flushes, limit %.0f", ratio, MOST_FLUSHES) + rows);
            }
            double opening = size.get("openMillis").doubleValue();
            if (opening > MOST_OPENING_MILLIS) {
                missed.add(words("opening takes %.0f ms, limit %.0f", opening, MOST_OPENING_MILLIS) + rows);
            }
        }
        double growth = figures.get("lastToFirst").doubleValue();
        if (growth > MOST_GROWTH) {
            missed.add(words("a change takes %.2f times as long in the largest, limit %.1f", growth, MOST_GROWTH));
        }
        return missed;
    }

    private static String words(String format, double value, double limit) {
        return String.format(Locale.ROOT, format, value, limit);
    }

    private static void print(JsonNode figures) {
        System.out.println("ledger: one durable change, beside a flush of as many bytes in the same run");
        System.out.println(
                "     rows  change us      p99  flush us  ratio  asked us  ratio  open ms  eltord's file us  times slower");
        double worst = 0;
        double worstAsked = 0;
        double opened = 0;
        for (JsonNode size : figures.get("sizes")) {
            double change = size.get("appendMedianMicros").doubleValue();
            double ratio = size.get("appendToFlush").doubleValue();
            double askedRatio = size.get("askedToFlush").doubleValue();
            double rewrite = size.get("rewriteMedianMicros").doubleValue();
            worst = Math.max(worst, ratio);
            worstAsked = Math.max(worstAsked, askedRatio);
            opened = Math.max(opened, size.get("openMillis").doubleValue());
            System.out.printf(
                    Locale.ROOT,
                    "%9d %10.0f %8.0f %9.0f %6.2f %9.0f %6.2f %8.0f %17.0f %13.1f%n",
                    size.get("rows").intValue(),
                    change,
                    size.get("appendP99Micros").doubleValue(),
                    size.get("flushMedianMicros").doubleValue(),
                    ratio,
                    size.get("askedMedianMicros").doubleValue(),
                    askedRatio,
                    size.get("openMillis").doubleValue(),
                    rewrite,
                    rewrite / change);
        }
        System.out.printf(
                Locale.ROOT,
                "  judged: worst ratio %.2f (limit %.0f), slowest opening %.0f ms (limit %.0f), largest to smallest %.2f"
                        + " (limit %.1f)%n",
                worst,
                MOST_FLUSHES,
                opened,
                MOST_OPENING_MILLIS,
                figures.get("lastToFirst").doubleValue(),
                MOST_GROWTH);
        System.out.printf(
                Locale.ROOT,
                "  The ratio that is judged is that of the ledger's own thread, from the beginning of the transaction until"
                        + " it is durable.%n  Asked is the same as its caller sees it, who waits on another thread until"
                        + " that is woken: worst ratio %.2f, not judged.%n",
                worstAsked);
        System.out.println(
                "  eltord's file is written whole and not flushed (no fsync), as eltord does: it is not durable"
                        + " when the time is taken.");
    }
}
