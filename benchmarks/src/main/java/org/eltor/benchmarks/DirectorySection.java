package org.eltor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import org.eltor.api.relay.NetworkView;
import org.eltor.relay.internal.directory.NetworkDocuments;
import org.eltor.relay.internal.document.DocumentException;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How fast directory documents are read and paths are planned, and how much memory a view takes. */
final class DirectorySection implements Section {
    private static final int RELAYS = 10_000;
    private static final double MIB = 1024 * 1024;

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public void run(Path results) throws RunnerException, IOException, DocumentException {
        OptionsBuilder options = new OptionsBuilder();
        options.result(results.toString()).resultFormat(ResultFormatType.JSON).verbosity(VerboseMode.SILENT);
        options.jvmArgsAppend("-Deltor.data=" + Data.folder()).shouldFailOnError(true);
        options.include(DirectoryScaleBenchmark.class.getName());
        options.include(PathBenchmark.class.getName());
        if (Data.isPresent()) {
            options.include(DirectoryBenchmark.class.getName());
        } else {
            System.out.println(
                    "directory: there is no folder " + Data.folder() + ", so only made-up networks are read");
        }
        Collection<RunResult> measured = new Runner(options.build()).run();
        measured.forEach(DirectorySection::print);
        double heap = heapOfView();
        System.out.printf(Locale.ROOT, "directory: heap of a view of %d relays: %.1f MiB%n", RELAYS, heap);
        append(results, heap);
    }

    private static void print(RunResult result) {
        Result<?> figure = result.getPrimaryResult();
        if (result.getParams().getMode() == Mode.SampleTime) {
            System.out.printf(
                    Locale.ROOT,
                    "directory: %-60s %8.2f %s median, %.2f in 99 of 100%n",
                    label(result),
                    figure.getStatistics().getPercentile(50),
                    figure.getScoreUnit(),
                    figure.getStatistics().getPercentile(99));
        } else {
            System.out.printf(
                    Locale.ROOT,
                    "directory: %-60s %8.2f ± %.2f %s%n",
                    label(result),
                    figure.getScore(),
                    figure.getScoreError(),
                    figure.getScoreUnit());
        }
    }

    private static String label(RunResult result) {
        String name = result.getParams().getBenchmark();
        String relays = result.getParams().getParam("relays");
        return name.substring(name.lastIndexOf('.') + 1) + (relays == null ? "" : " of " + relays + " relays");
    }

    /** Heap in use with a view and without, all documents let go. */
    private static double heapOfView() throws DocumentException {
        NetworkView view = makeView();
        long with = used();
        int relays = view.relays().size();
        view = null;
        long without = used();
        if (relays != RELAYS) {
            throw new IllegalStateException("a view of " + relays + " relays");
        }
        return (with - without) / MIB;
    }

    private static NetworkView makeView() throws DocumentException {
        MadeUpNetwork network = MadeUpNetwork.of(RELAYS);
        return new NetworkDocuments()
                .viewOfMicrodescriptors(network.consensus(), network.microdescriptors(), DirectoryScaleBenchmark.NOW);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Adds the figure to JMH's list of results. */
    private static void append(Path results, double heap) throws IOException {
        String text = Files.readString(results).stripTrailing();
        String figure = String.format(
                Locale.ROOT, "{\"benchmark\": \"heapOfView\", \"relays\": %d, \"mebibytes\": %.2f}", RELAYS, heap);
        Files.writeString(results, text.substring(0, text.lastIndexOf(']')) + "    ,\n    " + figure + "\n]\n");
    }
}
