package org.eltor.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One control connection of the scripted tor. Commands are taken in order; replies and events leave in order, one after
 * the other, on the delivery executor and never under the engine's lock.
 */
final class TorLink {
    /** The other end of the connection. */
    interface Peer {
        /** Takes an event. */
        void event(ScriptedEvent event);

        /** The connection has ended; nothing follows. */
        void lost();
    }

    /** Takes the outcome of one command. */
    interface Reply<T> {
        /** Tor said 250. */
        void done(T result);

        /** Tor said anything else. */
        void refused(TorRefusal refusal);
    }

    private final TorCore core;
    private final Executor delivery;
    private final Peer peer;
    private final Queue<Runnable> outbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean paused;
    private boolean closed;

    /** Keywords of SETEVENTS; guarded by the engine's lock. */
    Set<String> events = Set.of();
    /** Whether tor ends with this connection (TAKEOWNERSHIP); guarded by the engine's lock. */
    boolean owner;

    TorLink(TorCore core, Executor delivery, Peer peer) {
        this.core = core;
        this.delivery = delivery;
        this.peer = peer;
    }

    /** Sends a command to tor. Without an answer from tor, {@code reply} is never called. */
    <T> void submit(String line, List<String> body, Supplier<T> action, Reply<T> reply) {
        core.run(() -> {
            if (closed) {
                return;
            }
            if (!paused) {
                core.hangIfAsked(this);
            }
            if (paused) {
                waiting.add(() -> execute(line, body, action, reply));
            } else {
                execute(line, body, action, reply);
            }
        });
    }

    private <T> void execute(String line, List<String> body, Supplier<T> action, Reply<T> reply) {
        core.record(line, body);
        core.holdEvents();
        try {
            Runnable answer = answer(action, reply);
            if (core.eventsBeforeReply) {
                core.releaseHeldEvents();
            }
            if (!closed) {
                post(answer);
            }
        } finally {
            core.releaseHeldEvents();
        }
    }

    private static <T> Runnable answer(Supplier<T> action, Reply<T> reply) {
        try {
            T result = action.get();
            return () -> reply.done(result);
        } catch (TorRefusal refusal) {
            return () -> reply.refused(refusal);
        }
    }

    /** Takes no more commands until {@link #resume}: they wait. */
    void pause() {
        paused = true;
    }

    /** Takes the commands that waited. */
    void resume() {
        paused = false;
        while (!paused && !closed && !waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    void deliver(ScriptedEvent event) {
        if (!closed && events.contains(event.keyword())) {
            post(() -> peer.event(event));
        }
    }

    /** Ends the connection from tor's side. */
    void close() {
        if (!closed) {
            closed = true;
            waiting.clear();
            post(peer::lost);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Delivers in its turn, after everything that came before. */
    void post(Runnable message) {
        outbox.add(message);
    }

    /** Delivers what was posted; called without the engine's lock. */
    void flush() {
        if (!outbox.isEmpty() && draining.compareAndSet(false, true)) {
            try {
                delivery.execute(this::drain);
            } catch (RejectedExecutionException e) {
                outbox.clear(); // whoever listened has stopped
                draining.set(false);
            }
        }
    }

    private void drain() {
        try {
            for (Runnable message = outbox.poll(); message != null; message = outbox.poll()) {
                message.run();
            }
        } finally {
            draining.set(false);
            flush(); // what came between the last look and the release
        }
    }
}
