package org.eltor.payment.internal.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger as the rest of the bundle uses it: work is queued from any thread and done on the ledger's own, and a
 * stage completes only when what it did is on the disk. Work that waits together is written together, in one
 * transaction. When the ledger fails, everything queued fails, and it is opened again until it works.
 */
public final class LedgerQueue {
    /** A part of a transaction; returns what its caller is told after the commit. */
    @FunctionalInterface
    public interface Work<T> {
        T run(LedgerStore store) throws SQLException;
    }

    /** Is told whether the ledger can be used, on the ledger's thread. */
    public interface Listener {
        /** It can be read and written from now on. */
        void up();

        /** @param problem what is wrong and the way out, one line */
        void down(String problem);
    }

    /** Most parts of one transaction: keeps the first of a long queue from waiting for the last. */
    private static final int BATCH = 64;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(LedgerQueue.class);

    private final LedgerPlace place;
    private final ScheduledExecutorService thread;
    private final Listener listener;

    private final Object lock = new Object();
    private final Deque<Item<?>> waiting = new ArrayDeque<>();
    private boolean draining;
    private boolean closed;

    /** Only on the thread. */
    private Optional<LedgerSession> session = Optional.empty();

    private LedgerStore store;
    private Duration retry = FIRST_RETRY;
    private volatile Optional<String> problem = Optional.of("the ledger is not open yet");

    /**
     * @param thread a single thread, which from now on does nothing else
     */
    public LedgerQueue(Path file, ScheduledExecutorService thread, Listener listener) {
        this(LedgerPlace.file(file), thread, listener);
    }

    /**
     * @param thread a single thread, which from now on does nothing else
     */
    public LedgerQueue(LedgerPlace place, ScheduledExecutorService thread, Listener listener) {
        this.place = place;
        this.thread = thread;
        this.listener = listener;
    }

    /** Begins to open the ledger. */
    public void start() {
        thread.execute(this::open);
    }

    /** See {@link LedgerPlace#lease()}. */
    public Duration lease() {
        return place.lease();
    }

    /** What keeps the ledger from being used; empty while it can be. */
    public Optional<String> problem() {
        return problem;
    }

    /** Queues work. The stage fails with a {@link LedgerException}, and then nothing was written. */
    public <T> CompletionStage<T> submit(Work<T> work) {
        Item<T> item = new Item<>(work);
        boolean wake;
        synchronized (lock) {
            if (closed) {
                item.fail(new LedgerException("the ledger is closed"));
                return item.result;
            }
            waiting.add(item);
            wake = !draining;
            draining = true;
        }
        if (wake) {
            try {
                thread.execute(this::drain);
            } catch (RejectedExecutionException e) {
                failAll(new LedgerException("the ledger is closed", e));
            }
        }
        return item.result;
    }

    /** Ends what is queued, then closes the ledger; the thread is the caller's to end. */
    public CompletionStage<Void> close() {
        synchronized (lock) {
            closed = true;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                drain();
                session.ifPresent(LedgerSession::close);
                session = Optional.empty();
                done.complete(null);
            });
        } catch (RejectedExecutionException e) {
            done.complete(null);
        }
        return done;
    }

    private void open() {
        synchronized (lock) {
            if (closed || session.isPresent()) {
                return;
            }
        }
        LedgerSession opened = null;
        try {
            opened = place.open();
            store = new LedgerStore(opened.connection(), opened.node());
            store.markOpened(); // autocommitted: a full disk or a read-only one is found here
            session = Optional.of(opened);
            retry = FIRST_RETRY;
            problem = Optional.empty();
            LOG.debug("The ledger is open");
            listener.up();
        } catch (LedgerException e) {
            failed(e);
        } catch (SQLException e) {
            opened.close();
            failed(opened.explain(e));
        }
    }

    private void failed(LedgerException e) {
        boolean news = !problem.equals(Optional.of(e.getMessage()));
        problem = Optional.of(e.getMessage());
        if (news) {
            LOG.warn("Payments wait: {}", e.getMessage());
            LOG.debug("Cause", e);
            listener.down(e.getMessage());
        }
        synchronized (lock) {
            if (closed) {
                return;
            }
        }
        thread.schedule(this::open, retry.toMillis(), TimeUnit.MILLISECONDS);
        retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
    }

    private void drain() {
        while (true) {
            List<Item<?>> batch = new ArrayList<>();
            synchronized (lock) {
                while (!waiting.isEmpty() && batch.size() < BATCH) {
                    batch.add(waiting.poll());
                }
                if (batch.isEmpty()) {
                    draining = false;
                    return;
                }
            }
            write(batch);
        }
    }

    private void write(List<Item<?>> batch) {
        if (session.isEmpty()) {
            LedgerException cause = new LedgerException(problem.orElse("the ledger is not open"));
            batch.forEach(item -> item.fail(cause));
            return;
        }
        LedgerSession current = session.get();
        try {
            current.checkStillThere();
            transact(current, batch);
        } catch (LedgerException e) {
            giveUp(current, batch, e);
        } catch (SQLException e) {
            giveUp(current, batch, current.explain(e));
        }
    }

    private void transact(LedgerSession current, List<Item<?>> batch) throws SQLException, LedgerException {
        current.begin();
        boolean alone = batch.size() == 1; // then its rollback is that of the transaction
        for (Item<?> item : batch) {
            if (!alone) {
                current.execute("SAVEPOINT part");
            }
            Optional<LedgerException> refusal = attempt(current, item);
            if (refusal.isPresent()) {
                item.refuse(refusal.get());
                if (alone) {
                    current.rollback();
                    item.complete();
                    return;
                }
                current.execute("ROLLBACK TO part");
            }
            if (!alone) {
                current.execute("RELEASE part");
            }
        }
        current.commit();
        batch.forEach(Item::complete);
    }

    /** Does a part; what its rules forbid undoes it alone. */
    private Optional<LedgerException> attempt(LedgerSession current, Item<?> item) throws SQLException {
        try {
            item.run(store);
            return Optional.empty();
        } catch (SQLException e) {
            if (!current.isRefusal(e)) {
                throw e;
            }
            return Optional.of(new LedgerException("the ledger refuses this: " + Lines.one(e), e));
        } catch (RuntimeException e) {
            LOG.error("Bug: work on the ledger failed", e);
            return Optional.of(new LedgerException("the ledger failed: " + Lines.one(e), e));
        }
    }

    private void giveUp(LedgerSession current, List<Item<?>> batch, LedgerException e) {
        session = Optional.empty();
        current.close(); // rolls back
        failed(e);
        batch.forEach(item -> item.fail(e));
    }

    private void failAll(LedgerException e) {
        List<Item<?>> items;
        synchronized (lock) {
            items = List.copyOf(waiting);
            waiting.clear();
            draining = false;
        }
        items.forEach(item -> item.fail(e));
    }

    /** One piece of work and the stage that waits for it. */
    private static final class Item<T> {
        private final Work<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private T value;
        private LedgerException refusal;

        Item(Work<T> work) {
            this.work = work;
        }

        void run(LedgerStore store) throws SQLException {
            value = work.run(store);
        }

        void refuse(LedgerException e) {
            refusal = e;
        }

        void complete() {
            if (refusal == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(refusal);
            }
        }

        void fail(LedgerException e) {
            result.completeExceptionally(e);
        }
    }
}
