package org.eltor.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.eltor.api.relay.NetworkView;
import org.eltor.relay.internal.directory.NetworkDocuments;
import org.eltor.relay.internal.document.DocumentException;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How fast directory documents are read and paths are planned, and how much memory a view takes. */
final class DirectorySection implements Section {
    private static final int RELAYS = 10_000;

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public List<String> run(Path results) throws RunnerException, IOException, DocumentException {
        OptionsBuilder options = new OptionsBuilder();
        Path raw = results.resolveSibling("directory-jmh.json");
        options.result(raw.toString()).resultFormat(ResultFormatType.JSON).verbosity(VerboseMode.SILENT);
        options.jvmArgsAppend("-Deltor.data=" + Data.folder()).shouldFailOnError(true);
        options.include(DirectoryScaleBenchmark.class.getName());
        options.include(PathBenchmark.class.getName());
        if (Data.isPresent()) {
            options.include(DirectoryBenchmark.class.getName());
        } else {
            System.out.println("directory: there is no folder " + Data.folder()
                    + ", so only made-up networks are read, and" + " the limits of real documents are not judged");
        }
        Collection<RunResult> measured = new Runner(options.build()).run();
        DirectoryFigures figures = new DirectoryFigures();
        measured.stream().sorted(RunResult.DEFAULT_SORT_COMPARATOR).forEach(figures::add);
        figures.addHeap(RELAYS, heapOfView() / 1e6);
        ObjectNode all = new ObjectMapper().createObjectNode();
        all.set("figures", figures.json());
        all.set("jmh", new ObjectMapper().readTree(raw.toFile()));
        Scratch.write(results, all);
        Files.delete(raw);
        figures.print(System.out);
        return figures.missed();
    }

    /** Heap in use with a view and without, all documents let go; bytes. */
    private static long heapOfView() throws DocumentException {
        NetworkView view = makeView();
        long with = used();
        int relays = view.relays().size();
        view = null;
        long without = used();
        if (relays != RELAYS) {
            throw new IllegalStateException("a view of " + relays + " relays");
        }
        return with - without;
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
}
