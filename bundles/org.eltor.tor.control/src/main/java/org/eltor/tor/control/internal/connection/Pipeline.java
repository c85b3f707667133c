package org.eltor.tor.control.internal.connection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.tor.control.internal.protocol.Command;
import org.eltor.tor.control.internal.protocol.Reply;

/**
 * Commands that wait for their answers, which tor gives in order. A command whose deadline has passed keeps its place,
 * so that its late answer is not taken for that of the next command.
 */
final class Pipeline {
    /** Unanswered commands that one connection may have; tor answers tens of thousands in a second. */
    static final int MAX_PENDING = 100_000;

    /** A command without an answer after this many of its timeouts, and nothing else heard: tor is not there. */
    private static final int SILENCE = 3;

    /** One command on its way. */
    static final class Pending {
        private final Command command;
        private final Duration timeout;
        private final CompletableFuture<Reply> answer = new CompletableFuture<>();
        private final long since = System.nanoTime();
        private volatile Future<?> alarm;
        private boolean answered;

        Pending(Command command, Duration timeout) {
            this.command = command;
            this.timeout = timeout;
        }

        void complete(Reply reply) {
            alarm.cancel(false);
            answer.complete(reply);
        }

        void fail(TorException cause) {
            answer.completeExceptionally(cause);
        }
    }

    private final Outbox outbox;
    private final ScheduledExecutorService timer;
    private final Runnable silent;
    private final Object lock = new Object();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private TorException end;
    private volatile long lastHeard = System.nanoTime();

    /**
     * @param timer watches the deadlines, and completes stages that miss theirs
     * @param silent called when tor has not said a word for three deadlines
     */
    Pipeline(Outbox outbox, ScheduledExecutorService timer, Runnable silent) {
        this.outbox = outbox;
        this.timer = timer;
        this.silent = silent;
    }

    /** Sends a command; its answer, or the failure of the connection, completes the future. */
    CompletableFuture<Reply> send(Command command, Duration timeout) {
        byte[] bytes = command.bytes();
        Pending sent = new Pending(command, timeout);
        synchronized (lock) {
            if (end != null) {
                return CompletableFuture.failedFuture(end);
            }
            if (pending.size() >= MAX_PENDING) {
                return CompletableFuture.failedFuture(
                        new TorException(Failure.TIMEOUT, 0, MAX_PENDING + " commands wait for tor's answer already"));
            }
            pending.add(sent);
            outbox.add(bytes);
            sent.alarm = timer.schedule(() -> timedOut(sent), timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
        return sent.answer;
    }

    /** Takes note that tor is alive. */
    void heard() {
        lastHeard = System.nanoTime();
    }

    /**
     * Removes the command that the next answer belongs to; empty when none waits. Its deadline runs on until it is
     * completed, so that a listener that waits for an answer on the callback thread is let go.
     */
    Optional<Pending> next() {
        synchronized (lock) {
            Pending first = pending.poll();
            if (first != null) {
                first.answered = true;
            }
            return Optional.ofNullable(first);
        }
    }

    boolean isEmpty() {
        synchronized (lock) {
            return pending.isEmpty();
        }
    }

    /** Refuses further commands and keeps the waiting ones. */
    void refuse(TorException cause) {
        synchronized (lock) {
            if (end == null) {
                end = cause;
            }
        }
    }

    /** Refuses further commands and gives up the waiting ones, which the caller has to fail. */
    List<Pending> end(TorException cause) {
        synchronized (lock) {
            end = cause;
            List<Pending> rest = new ArrayList<>(pending);
            pending.clear();
            return rest;
        }
    }

    private void timedOut(Pending late) {
        late.fail(new TorException(
                Failure.TIMEOUT, 0, "no answer to " + late.command + " within " + late.timeout.toMillis() + " ms"));
        synchronized (lock) {
            if (end == null && !late.answered) {
                long more = late.timeout.toNanos() * (SILENCE - 1);
                late.alarm = timer.schedule(() -> stillSilent(late), more, TimeUnit.NANOSECONDS);
            }
        }
    }

    private void stillSilent(Pending late) {
        boolean nothingHeard;
        synchronized (lock) {
            nothingHeard = !late.answered && lastHeard - late.since < 0;
        }
        if (nothingHeard) {
            silent.run();
        }
    }
}
