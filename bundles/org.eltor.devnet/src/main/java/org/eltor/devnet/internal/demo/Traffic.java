package org.eltor.devnet.internal.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eltor.devnet.internal.network.DevnetThreads;
import org.eltor.devnet.internal.traffic.SocksDownloader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody who uses the circuits: two workers that download from one target after the other through tor's SOCKS port and
 * check every byte. Thread-safe.
 */
final class Traffic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
    private static final int WORKERS = 2;
    private static final int ATTEMPTS = 3;
    private static final int SMALLEST = 50_000;
    private static final int LARGEST = 500_000;
    private static final long RETRY_MILLIS = 500;

    /** Fetches a number of bytes from a target and checks them. */
    interface Fetch {
        void bytes(InetSocketAddress target, long count) throws IOException;
    }

    private final Fetch fetch;
    private final List<InetSocketAddress> targets;
    private final Duration pause;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, DevnetThreads.named("download"));
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    private volatile boolean over;

    /** @param pause between two downloads of a worker */
    Traffic(Fetch fetch, List<InetSocketAddress> targets, Duration pause) {
        this.fetch = fetch;
        this.targets = List.copyOf(targets);
        this.pause = pause;
    }

    /** Through a SOCKS port; 10 s of silence are too long. */
    static Traffic through(InetSocketAddress socks, List<InetSocketAddress> targets, Duration pause) {
        SocksDownloader downloader =
                SocksDownloader.through(socks).withLimits(Duration.ofSeconds(10), Duration.ofSeconds(20));
        return new Traffic(downloader::bytes, targets, pause);
    }

    void begin() {
        for (int worker = 0; worker < WORKERS; worker++) {
            workers.execute(this::work);
        }
    }

    TrafficTotals totals() {
        return new TrafficTotals(count.get(), bytes.get(), failed.get(), retried.get());
    }

    /** Begins no further download; those that run may end. */
    void finish() {
        over = true;
        workers.shutdown();
    }

    /** Whether every download ended within the limit. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return workers.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work() {
        try {
            while (!over) {
                InetSocketAddress target = targets.get(Math.floorMod(turn.getAndIncrement(), targets.size()));
                download(target, ThreadLocalRandom.current().nextInt(SMALLEST, LARGEST + 1));
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.trace("The downloads were ended", e);
        }
    }

    private void download(InetSocketAddress target, int size) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                fetch.bytes(target, size);
                count.incrementAndGet();
                bytes.addAndGet(size);
                return;
            } catch (IOException e) {
                LOG.debug("Download attempt {} failed: {}", attempt, e.getMessage());
                if (attempt == ATTEMPTS) {
                    failed.incrementAndGet();
                    return;
                }
                retried.incrementAndGet();
                Thread.sleep(RETRY_MILLIS * attempt);
            }
        }
    }

    @Override
    public void close() {
        over = true;
        workers.shutdownNow();
    }
}
