package org.eltor.benchmarks;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eltor.relay.internal.document.FuzzRun;

/** A million mutated directory documents: each is read or refused, none hangs, and memory stays bounded. */
final class FuzzSection implements Section {
    private static final int DOCUMENTS = Integer.getInteger("bench.documents", 1_000_000);
    private static final long SEED = Long.getLong("bench.seed", 20_260_627); // one that no test has
    private static final int SHOWN = 10;

    @Override
    public String name() {
        return "fuzz";
    }

    @Override
    public List<String> run(Path results) throws Exception {
        FuzzRun.Tally tally = FuzzRun.play(DOCUMENTS, SEED);
        Scratch.write(results, Scratch.tree(tally));
        int refused = tally.documents() - tally.read();
        System.out.printf(
                Locale.ROOT,
                "fuzz: %d mutated documents of seed %d: %d read whole, %d refused or read in part, 0 hangs,"
                        + " 0 exceptions of another type%n",
                tally.documents(),
                tally.seed(),
                tally.read(),
                refused);
        System.out.printf(
                Locale.ROOT,
                "fuzz: %.0f documents/s, the slowest took %.1f ms; heap at most %.0f MiB with garbage, grown by %.1f MiB%n",
                tally.documentsPerSecond(),
                tally.longestMillis(),
                tally.mostHeapMebibytes(),
                tally.heapGrowthMebibytes());
        System.out.printf(
                "fuzz: %d reasons, the most frequent:%n", tally.refusals().size());
        tally.refusals().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(reason ->
                        System.out.printf(Locale.ROOT, "fuzz: %9d  %s%n", reason.getValue(), reason.getKey()));
        return List.of(); // it throws where something does not hold
    }
}
