package org.eltor.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What the section on the directory measured, beside what it may be. */
final class DirectoryFigures {
    /**
     * A figure that is not to grow, and what it is on the real network's documents or 10,000 relays.
     *
     * @param unit of the limit
     */
    private record Limit(double most, String unit) {}

    private static final Map<String, Limit> LIMITS = Map.of(
            "consensusOf2026", new Limit(40, "ms/op"),
            "networkOf2019", new Limit(100, "ms/op"),
            "path 10000", new Limit(20, "us/op"),
            "heapOfView 10000", new Limit(30, "MB"));

    private static final Map<String, String> WORDS = Map.of(
            "consensusOf2026", "consensus of 2026-06-27",
            "networkOf2019", "consensus of 2019-12-15 with its microdescriptors",
            "renewalOf2019", "the same again, nothing changed",
            "network", "made-up network",
            "firstPath", "first path in a view",
            "path", "path",
            "heapOfView", "heap of a view");

    /**
     * One of them.
     *
     * @param name of the benchmark
     * @param relays how many there are; null for real documents
     * @param value mean, or median of a sample
     * @param p99 99 of 100 are within; null for a mean
     * @param limit what it may be at most; null where nothing was set
     * @param ratioToLimit null without a limit
     * @param microsPerRelay null where relays do not count
     * @param ratioToFewest cost of a relay, compared with the one in the smallest network; 1 is linear
     */
    record Figure(
            String name,
            Integer relays,
            double value,
            Double p99,
            String unit,
            Double limit,
            Double ratioToLimit,
            Double microsPerRelay,
            Double ratioToFewest) {}

    private final List<Figure> figures = new ArrayList<>();

    void add(RunResult result) {
        Result<?> primary = result.getPrimaryResult();
        String name = result.getParams().getBenchmark();
        String relays = result.getParams().getParam("relays");
        boolean sample = result.getParams().getMode() == Mode.SampleTime;
        add(
                name.substring(name.lastIndexOf('.') + 1),
                relays == null ? null : Integer.valueOf(relays),
                sample ? primary.getStatistics().getPercentile(50) : primary.getScore(),
                sample ? primary.getStatistics().getPercentile(99) : null,
                primary.getScoreUnit());
    }

    /** @param megabytes of 10^6 bytes */
    void addHeap(int relays, double megabytes) {
        add("heapOfView", relays, megabytes, null, "MB");
    }

    private void add(String name, Integer relays, double value, Double p99, String unit) {
        Limit limit = LIMITS.get(relays == null ? name : name + " " + relays);
        Double perRelay = relays == null || name.equals("path") || name.equals("heapOfView")
                ? null
                : value * (unit.startsWith("ms") ? 1000 : 1) / relays;
        Optional<Figure> fewest =
                figures.stream().filter(figure -> figure.name().equals(name)).findFirst();
        figures.add(new Figure(
                name,
                relays,
                value,
                p99,
                unit,
                limit == null ? null : limit.most(),
                limit == null ? null : value / limit.most(),
                perRelay,
                perRelay == null
                        ? null
                        : perRelay / fewest.map(Figure::microsPerRelay).orElse(perRelay)));
    }

    JsonNode json() {
        return Scratch.tree(figures);
    }

    /** The limits that figures exceed. */
    List<String> missed() {
        return figures.stream()
                .filter(figure -> figure.limit() != null && figure.value() > figure.limit())
                .map(figure -> String.format(
                        Locale.ROOT,
                        "%s takes %.2f %s, limit %.0f",
                        what(figure),
                        figure.value(),
                        figure.unit().replace("/op", ""),
                        figure.limit()))
                .toList();
    }

    private static String what(Figure figure) {
        String what = WORDS.getOrDefault(figure.name(), figure.name());
        return figure.relays() == null ? what : what + ", " + figure.relays() + " relays";
    }

    /** Within 80 columns. */
    void print(PrintStream out) {
        out.printf(Locale.ROOT, "%-49s %9s %-5s %5s %7s%n", "directory", "measured", "", "limit", "ratio");
        for (Figure figure : figures) {
            out.printf(
                    Locale.ROOT,
                    "%-49s %9.2f %-5s %5s %7s%n",
                    what(figure),
                    figure.value(),
                    figure.unit().replace("/op", ""),
                    figure.limit() == null ? "" : String.format(Locale.ROOT, "%.0f", figure.limit()),
                    figure.ratioToLimit() == null ? "" : String.format(Locale.ROOT, "%.2f", figure.ratioToLimit()));
        }
        out.println(
                "Judged is what has a limit; paths are medians. What a relay costs, compared with the smallest network:");
        figures.stream()
                .filter(figure -> figure.microsPerRelay() != null)
                .forEach(figure -> out.printf(
                        Locale.ROOT,
                        "%-49s %9.2f us    x %.2f%n",
                        what(figure),
                        figure.microsPerRelay(),
                        figure.ratioToFewest()));
    }
}
