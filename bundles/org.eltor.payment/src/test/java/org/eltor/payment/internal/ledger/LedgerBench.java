package org.eltor.payment.internal.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.payment.internal.budget.Limits;

/**
 * How long durable changes of the ledger take as it grows, beside one fsync of the same number of bytes, and beside a
 * file that is rewritten whole as eltord does. A change is timed on the ledger's thread, from the beginning of the
 * transaction until it is durable, and also as its caller sees it, who waits on another thread.
 */
public final class LedgerBench {
    /** Until the log has its size and the code is compiled. */
    private static final int WARM_UP = 2000;

    private static final int APPENDS = 2000;
    private static final Limits LIMITS = new Limits(
            MilliSatoshi.of(1_000_000_000), MilliSatoshi.of(Long.MAX_VALUE / 8), MilliSatoshi.of(Long.MAX_VALUE / 8));

    private final Path folder;
    private final ObjectNode result = new ObjectMapper().createObjectNode();

    private LedgerBench(Path folder) {
        this.folder = folder;
    }

    /**
     * Measures ledgers of these sizes.
     *
     * @param folder an empty one on a real disk
     */
    public static ObjectNode measure(Path folder, List<Integer> sizes) throws Exception {
        LedgerBench bench = new LedgerBench(folder);
        ArrayNode all = bench.result.putArray("sizes");
        double first = 0;
        double last = 0;
        for (int rows : sizes) {
            ObjectNode one = bench.size(rows);
            all.add(one);
            last = one.get("appendMedianMicros").doubleValue();
            first = first == 0 ? last : first;
        }
        bench.result.put("lastToFirst", last / first);
        return bench.result;
    }

    private ObjectNode size(int rows) throws Exception {
        Path file = folder.resolve(rows + ".db");
        LedgerFill.fill(file, rows);
        ObjectNode node = new ObjectMapper().createObjectNode().put("rows", rows);
        node.put("fileBytes", Files.size(file));
        open(file, node);
        append(file, node);
        rewrite(rows, node);
        Files.delete(file);
        Files.deleteIfExists(Path.of(file + "-wal"));
        return node;
    }

    private static void open(Path file, ObjectNode node) throws LedgerException {
        long[] took = new long[3];
        for (int i = 0; i < took.length; i++) {
            long before = System.nanoTime();
            LedgerSession session = LedgerPlace.file(file).open();
            took[i] = System.nanoTime() - before;
            session.close();
        }
        node.put("openMillis", quantile(took, 0.5) / 1e6);
    }

    /** Changes the ledger as payments do, one durable change after the other, and flushes the same bytes in between. */
    private void append(Path file, ObjectNode node) throws Exception {
        Stopwatch thread = new Stopwatch();
        LedgerHarness harness = new LedgerHarness(folder.resolve("unused.db"), 2);
        LedgerQueue ledger = new LedgerQueue(file, thread, new LedgerQueue.Listener() {
            @Override
            public void up() {
                // work waits for it anyway
            }

            @Override
            public void down(String problem) {
                throw new IllegalStateException(problem);
            }
        });
        ledger.start();
        Path log = Path.of(file + "-wal");
        Path plain = folder.resolve("plain");
        long[] changes = new long[APPENDS];
        long[] asked = new long[APPENDS];
        long[] flushes = new long[APPENDS];
        long bytes = 0;
        int counted = 0;
        try (FileChannel channel =
                FileChannel.open(plain, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            channel.write(ByteBuffer.allocate(1 << 22)); // as a log that is reused, it does not grow
            channel.force(true);
            channel.position(0);
            AccountEntry account = null;
            Attempt attempt = null;
            ByteBuffer same = ByteBuffer.allocate(1 << 16);
            for (int i = -WARM_UP; i < APPENDS; i++) {
                int interval = Math.floorMod(i, 20) / 2 + 1;
                if (i % 20 == 0) {
                    AccountEntry last = account;
                    AccountEntry next = harness.account(Instant.now());
                    join(ledger, store -> {
                        if (last != null) {
                            store.close(last.id(), Instant.now());
                        }
                        return store.open(next, LIMITS, 1);
                    });
                    account = next;
                }
                AccountEntry current = account;
                long size = Files.size(log);
                long before = System.nanoTime();
                if (i % 2 == 0) {
                    Intent intent = harness.intent(current, 0, interval, Instant.now(), LIMITS);
                    attempt = ((Begin.Begun) join(ledger, store -> store.begin(intent))).attempt();
                } else {
                    Attempt flying = attempt;
                    join(
                            ledger,
                            store -> store.settle(
                                    flying.request(), harness.settled(flying), Duration.ofSeconds(1), Instant.now()));
                }
                long answered = System.nanoTime() - before;
                long change = thread.lastTask();
                long written = Files.size(log) - size;
                if (written > 0) {
                    bytes += written;
                    counted++;
                    same.limit((int) Math.min(bytes / counted, same.capacity()));
                }
                if (channel.position() > 1 << 21) {
                    channel.position(0);
                }
                same.rewind();
                before = System.nanoTime();
                channel.write(same);
                channel.force(true); // fsync, which is what SQLite asks for too
                if (i >= 0) {
                    changes[i] = change;
                    asked[i] = answered;
                    flushes[i] = System.nanoTime() - before;
                }
            }
        } finally {
            ledger.close().toCompletableFuture().join();
            harness.close();
            Files.delete(folder.resolve("unused.db"));
            thread.shutdownNow();
            Files.deleteIfExists(plain);
        }
        node.put("appendBytes", counted == 0 ? 0 : bytes / counted);
        node.put("appendMedianMicros", quantile(changes, 0.5) / 1e3);
        node.put("askedMedianMicros", quantile(asked, 0.5) / 1e3);
        node.put("appendP99Micros", quantile(changes, 0.99) / 1e3);
        node.put("flushMedianMicros", quantile(flushes, 0.5) / 1e3);
        node.put("flushP99Micros", quantile(flushes, 0.99) / 1e3);
        node.put("appendToFlush", (double) quantile(changes, 0.5) / quantile(flushes, 0.5));
        node.put("askedToFlush", (double) quantile(asked, 0.5) / quantile(flushes, 0.5));
    }

    /** What eltord writes for one change, not flushed either, and without the time that it takes to make the text. */
    private void rewrite(int rows, ObjectNode node) throws IOException {
        byte[] entry = SentEntryText.LIKE_ELTORDS.getBytes(StandardCharsets.US_ASCII);
        Path file = folder.resolve("payments_sent.json");
        long[] took = new long[3];
        for (int i = 0; i < took.length; i++) {
            long before = System.nanoTime();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                for (int row = 0; row < rows; row++) {
                    out.write(entry);
                }
            }
            took[i] = System.nanoTime() - before;
        }
        node.put("rewriteMedianMicros", quantile(took, 0.5) / 1e3);
        node.put("rewriteBytes", Files.size(file));
        Files.delete(file);
    }

    /** The ledger's thread, with the time of its last task: the caller's waking is not the ledger's. */
    private static final class Stopwatch extends ScheduledThreadPoolExecutor {
        private long begun; // of its own thread
        private volatile long took;

        Stopwatch() {
            super(1);
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
            begun = System.nanoTime();
        }

        @Override
        protected void afterExecute(Runnable task, Throwable failure) {
            took = System.nanoTime() - begun;
        }

        /** Of the task that was answered last, which may still be at its very end. */
        long lastTask() {
            while (getActiveCount() > 0) {
                Thread.onSpinWait();
            }
            return took;
        }
    }

    private static <T> T join(LedgerQueue ledger, LedgerQueue.Work<T> work) {
        return ledger.submit(work).toCompletableFuture().join();
    }

    private static long quantile(long[] values, double share) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
    }
}
