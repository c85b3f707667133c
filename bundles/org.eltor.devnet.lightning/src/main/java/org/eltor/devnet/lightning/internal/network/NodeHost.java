package org.eltor.devnet.lightning.internal.network;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.eltor.devnet.lightning.internal.ldk.LdkBrokenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One LDK instance on a thread of its own. An instance that breaks is dropped, and another goes on from what its nodes
 * stored. While it is wanted, the thread is never interrupted: LDK would stop in the middle of a call.
 */
final class NodeHost {
    /** Opens the nodes as their files left them. */
    @FunctionalInterface
    interface Opener {
        NodeGroup open() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(NodeHost.class);
    private static final long STACK_BYTES = 64L << 20;
    private static final int MOST_RESTARTS = 10;
    private static final long RESTARTS_PERIOD = TimeUnit.MINUTES.toNanos(1);

    private final String name;
    private final Opener opener;
    private final Consumer<NodeGroup> opened;
    private final Consumer<String> givenUp;
    private final LongSupplier nanos;
    private final ExecutorService thread;
    private final Deque<Long> restarts = new ArrayDeque<>();

    /** Of this thread alone; null until it is open, and after it is closed or given up. */
    private NodeGroup group;

    private volatile boolean closed;

    /**
     * @param opened is told of each new group, on the thread, when its nodes have told what they remember
     * @param givenUp is told the cause when the nodes do not come back
     */
    NodeHost(String name, Opener opener, Consumer<NodeGroup> opened, Consumer<String> givenUp, LongSupplier nanos) {
        this.name = name;
        this.opener = opener;
        this.opened = opened;
        this.givenUp = givenUp;
        this.nanos = nanos;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(null, task, "eltor-devnet-lightning-" + name, STACK_BYTES);
            created.setDaemon(true);
            created.setUncaughtExceptionHandler((t, e) -> LOG.error("Bug: {} died", t.getName(), e));
            return created;
        });
    }

    /** Opens the nodes for the first time. */
    CompletableFuture<Void> open() {
        return submit(() -> {
            reopen();
            return null;
        });
    }

    /** Has work done by the nodes, and whatever follows from it. What either throws breaks the instance. */
    <T> CompletableFuture<T> ask(Function<NodeGroup, T> work) {
        return submit(() -> {
            if (group == null) {
                throw new IOException("node " + name + " is not open");
            }
            try {
                T answer = work.apply(group);
                group.settle();
                return answer;
            } catch (RuntimeException | Error e) { // whatever it is, LDK may be in the middle of something
                if (!closed) {
                    restart(e);
                }
                throw e;
            }
        });
    }

    /** Drops the nodes as a crash would, and opens them again. */
    CompletableFuture<Void> crash() {
        return ask(nodes -> {
            throw new LdkBrokenException("asked to");
        });
    }

    /** Nothing more is done, not even what waits. */
    void end() {
        closed = true;
        thread.execute(() -> group = null);
        thread.shutdown();
    }

    /**
     * Waits for the thread's end. When LDK takes too long it is interrupted after all: what it holds is of no use any
     * more, and what it stored is whole.
     *
     * @return whether it ended within {@code milliseconds}
     */
    boolean awaitEnd(long milliseconds) throws InterruptedException {
        if (thread.awaitTermination(milliseconds / 2, TimeUnit.MILLISECONDS)) {
            return true;
        }
        thread.shutdownNow();
        return thread.awaitTermination(milliseconds / 2, TimeUnit.MILLISECONDS);
    }

    private <T> CompletableFuture<T> submit(Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    if (closed) {
                        throw new IOException("node " + name + " is closed");
                    }
                    answer.complete(work.call());
                } catch (Throwable e) { // whoever asked is told
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new IOException("node " + name + " is closed", e));
        }
        return answer;
    }

    private void reopen() throws IOException {
        group = null; // two instances at once would not fit into memory
        try {
            NodeGroup nodes = opener.open();
            nodes.settle();
            group = nodes;
            opened.accept(nodes);
        } catch (OutOfMemoryError e) {
            LOG.debug("No memory", e);
            throw new LdkBrokenException(Heap.ADVICE);
        }
    }

    private void restart(Throwable cause) {
        LOG.warn("Lightning node {} starts again from storage: {}", name, words(cause));
        LOG.debug("It broke here", cause);
        while (true) {
            long now = nanos.getAsLong();
            restarts.removeIf(earlier -> now - earlier > RESTARTS_PERIOD);
            restarts.add(now);
            try {
                if (restarts.size() > MOST_RESTARTS) {
                    throw new IOException("it broke " + restarts.size() + " times within a minute");
                }
                reopen();
                return;
            } catch (RuntimeException | Error e) {
                LOG.warn("Lightning node {} broke again: {}", name, words(e));
                LOG.debug("It broke here", e);
            } catch (IOException e) {
                group = null;
                givenUp.accept("Lightning node " + name + " does not come back: " + e.getMessage());
                return;
            }
        }
    }

    /** What others wrote may tell of payments. */
    private static String words(Throwable cause) {
        return cause instanceof LdkBrokenException
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
    }
}
