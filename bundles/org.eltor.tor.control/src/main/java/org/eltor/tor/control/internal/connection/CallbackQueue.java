package org.eltor.tor.control.internal.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be told to users of one connection, in the order in which tor said it: answers and events alike. One
 * thread empties the queue, so a slow user delays other users and never the reading of the socket.
 *
 * <p>The queue is bounded. Above the soft limit the oldest bandwidth events are dropped, since the next one says
 * nearly the same; nothing else can be left out, so at the hard limit the connection has to end.
 */
final class CallbackQueue implements Runnable {
    static final int SOFT_LIMIT = 10_000;
    static final int HARD_LIMIT = 200_000;

    private static final Logger LOG = LoggerFactory.getLogger(CallbackQueue.class);

    /** Compared by identity. */
    private static final class Entry {
        final Runnable callback;
        final boolean droppable;

        Entry(Runnable callback, boolean droppable) {
            this.callback = callback;
            this.droppable = droppable;
        }
    }

    private final int softLimit;
    private final int hardLimit;
    private final Object lock = new Object();
    private final Set<Entry> entries = new LinkedHashSet<>();
    private final Deque<Entry> droppables = new ArrayDeque<>();
    private long dropped;
    private boolean finished;

    CallbackQueue() {
        this(SOFT_LIMIT, HARD_LIMIT);
    }

    CallbackQueue(int softLimit, int hardLimit) {
        this.softLimit = softLimit;
        this.hardLimit = hardLimit;
    }

    /** Adds a callback; false when the hard limit is reached and it was not taken. */
    boolean offer(Runnable callback) {
        return add(new Entry(callback, false));
    }

    /** Adds a callback that may be dropped when the queue grows. */
    void offerDroppable(Runnable callback) {
        add(new Entry(callback, true));
    }

    private boolean add(Entry entry) {
        synchronized (lock) {
            if (finished || entries.size() >= hardLimit) {
                return false;
            }
            entries.add(entry);
            if (entry.droppable) {
                droppables.add(entry);
            }
            if (entries.size() > softLimit && !droppables.isEmpty()) {
                entries.remove(droppables.poll());
                dropped++;
            }
            lock.notifyAll();
            return true;
        }
    }

    /** Adds a last callback, limits aside; after it the thread ends. */
    void finish(Runnable last) {
        synchronized (lock) {
            if (!finished) {
                entries.add(new Entry(last, false));
                finished = true;
                lock.notifyAll();
            }
        }
    }

    /** Number of bandwidth events that were dropped since the connection began. */
    long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    @Override
    public void run() {
        for (Optional<Entry> entry = take(); entry.isPresent(); entry = take()) {
            call(entry.get().callback);
        }
    }

    /** Waits for a callback; empty at the end. An interrupt is meant for a callback that hangs, not for this. */
    private Optional<Entry> take() {
        synchronized (lock) {
            while (entries.isEmpty()) {
                if (finished) {
                    return Optional.empty();
                }
                await();
            }
            Iterator<Entry> iterator = entries.iterator();
            Entry entry = iterator.next();
            iterator.remove();
            if (entry.droppable) {
                droppables.poll();
            }
            return Optional.of(entry);
        }
    }

    private void await() {
        try {
            lock.wait();
        } catch (InterruptedException e) {
            LOG.debug("Interrupted while there was nothing to tell");
        }
    }

    /** Nothing that a user's code throws may end the connection, errors such as failed assertions included. */
    private static void call(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            LOG.error("Bug: a listener of the control connection threw", e);
        }
    }
}
