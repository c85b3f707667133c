package org.eltor.relay.internal.document;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Mutated documents: whatever they say, they are read, skipped or refused by a {@link DocumentException}, quickly. The
 * readers live on from document to document, as in use.
 */
public final class FuzzRun {
    /** Processor time far above what any of these small documents takes, collections of garbage included. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    /** A reader that does not come back, on a machine that may stand still for a while. */
    private static final Duration HANG = Duration.ofMinutes(2);

    /** Nothing of a document gets into a message. */
    private static final Pattern HARMLESS = Pattern.compile("(line [0-9]+: )?[a-zA-Z0-9, -]+");

    private static final int HEAP_LOOKS = 1000;
    private static final double MEBIBYTE = 1 << 20;

    /**
     * What a run came to.
     *
     * @param documents how many were tried
     * @param read documents of which nothing was refused
     * @param refusals how often something was refused, by reason; a document may hold several
     * @param longestMillis processor time of the slowest document
     * @param mostHeapMebibytes most heap in use, garbage included, seen once in a thousand documents
     * @param heapGrowthMebibytes how much more was in use at the end than at the start, without garbage
     */
    public record Tally(
            long seed,
            int documents,
            double seconds,
            double documentsPerSecond,
            int read,
            Map<String, Integer> refusals,
            double longestMillis,
            double mostHeapMebibytes,
            double heapGrowthMebibytes) {}

    private final Pool pool = new Pool();
    private final MicrodescriptorCache microdescriptors = new MicrodescriptorCache(pool);
    private final DescriptorCache checked = new DescriptorCache(pool, false);
    private final DescriptorCache unchecked = new DescriptorCache(pool, true);
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int read;
    private volatile int at;

    private FuzzRun() {}

    /**
     * Plays with documents of this seed.
     *
     * @throws AssertionError for an exception of another type, a hang, or a message that is not harmless; names seed
     *     and document
     */
    public static Tally play(int documents, long seed) {
        return new FuzzRun().watched(documents, seed);
    }

    /** Reads on a thread of its own, which is left alone where it hangs. */
    private Tally watched(int documents, long seed) {
        FutureTask<Tally> run = new FutureTask<>(() -> run(documents, seed));
        Thread reader = new Thread(run, "fuzz");
        reader.setDaemon(true);
        reader.start();
        while (true) {
            int before = at;
            try {
                return run.get(HANG.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                if (at == before) {
                    throw new AssertionError(
                            name(seed, before) + "hangs in " + Arrays.toString(reader.getStackTrace()));
                }
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Tally run(int documents, long seed) {
        List<byte[]> seeds = FuzzSamples.all();
        SplittableRandom random = new SplittableRandom(seed);
        long before = usedWithoutGarbage();
        long most = before;
        long longest = 0;
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        long begin = System.nanoTime();
        for (int i = 0; i < documents; i++) {
            byte[] text = Mutator.mutated(seeds.get(i % seeds.size()), random);
            at = i;
            long start = cpu.getCurrentThreadCpuTime();
            try {
                read(text, i % seeds.size());
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name(seed, i) + new String(text, StandardCharsets.ISO_8859_1), e);
            }
            long nanos = cpu.getCurrentThreadCpuTime() - start;
            longest = Math.max(longest, nanos);
            if (nanos > SLOW.toNanos()) {
                throw new AssertionError(name(seed, i) + "took " + nanos / 1_000_000 + " ms");
            }
            if (i % HEAP_LOOKS == 0) {
                most = Math.max(most, used());
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Tally(
                seed,
                documents,
                seconds,
                documents / seconds,
                read,
                refusals,
                longest / 1e6,
                most / MEBIBYTE,
                (usedWithoutGarbage() - before) / MEBIBYTE);
    }

    private static String name(long seed, int document) {
        return "seed " + seed + ", document " + document + ": ";
    }

    private void read(byte[] text, int kind) {
        pool.nextGeneration();
        SkipCounts skipped = new SkipCounts();
        try {
            switch (kind) {
                case 0 -> ConsensusParser.parse(text, pool, skipped);
                case 1 -> microdescriptors.read(text, skipped);
                case 2 -> checked.read(text, skipped);
                case 3 -> unchecked.read(text, skipped);
                default -> StatusParser.parse(text, pool, skipped);
            }
            if (skipped.total() == 0) {
                read++;
            }
            skipped.first().ifPresent(this::refused);
        } catch (DocumentException e) {
            refused(e);
        }
    }

    private void refused(DocumentException refusal) {
        if (!HARMLESS.matcher(refusal.getMessage()).matches()) {
            throw new IllegalStateException("message " + refusal.getMessage());
        }
        refusals.merge(refusal.reason(), 1, Integer::sum);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long usedWithoutGarbage() {
        System.gc();
        return used();
    }
}
