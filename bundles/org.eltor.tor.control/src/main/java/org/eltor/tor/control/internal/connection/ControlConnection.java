package org.eltor.tor.control.internal.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.tor.control.internal.protocol.Command;
import org.eltor.tor.control.internal.protocol.LineBuffer;
import org.eltor.tor.control.internal.protocol.Messages;
import org.eltor.tor.control.internal.protocol.Reply;
import org.eltor.tor.control.internal.protocol.ReplyParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One control connection from connecting to its end, before and after authentication. Four threads: the reader, which
 * also connects; the writer; the callbacks, on which all answers and events are told in tor's order; and the timer of
 * the deadlines. All end with the connection.
 */
final class ControlConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlConnection.class);
    private static final int BUFFER = 1 << 16;
    /** How long a connection that we close waits for answers to what was sent before. */
    private static final long DRAIN_MILLIS = 1000;

    private final ControlAddress address;
    private final Timeouts timeouts;
    private final Transport transport;
    private final Outbox outbox;
    private final CallbackQueue callbacks = new CallbackQueue();
    private final ScheduledThreadPoolExecutor timer;
    private final Pipeline pipeline;
    private final Consumer<Reply> events;
    private final LineBuffer lines = new LineBuffer();
    private final ReplyParser parser = new ReplyParser();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicReference<TorException> cause = new AtomicReference<>();
    private final Thread reader;
    private final Thread writer;
    private final Thread teller;
    private volatile boolean trusted;
    private boolean strayReported;

    /**
     * @param number tells the threads of several connections apart
     * @param events gets each asynchronous reply on the reader thread, and must not block it
     */
    ControlConnection(int number, ControlAddress address, Timeouts timeouts, Consumer<Reply> events) {
        this.address = address;
        this.timeouts = timeouts;
        this.events = events;
        this.transport = new Transport(address, timeouts.command());
        this.outbox = new Outbox(transport);
        this.timer = NamedThreads.timer("timer-" + number);
        this.pipeline = new Pipeline(outbox, timer, () -> fail("tor at " + address + " stopped answering"));
        this.reader = NamedThreads.factory("reader-" + number).newThread(this::connectAndRead);
        this.writer = NamedThreads.factory("writer-" + number).newThread(outbox);
        this.teller = NamedThreads.factory("callbacks-" + number).newThread(callbacks);
    }

    /** Starts to connect; fails with the way out. */
    CompletableFuture<Void> open() {
        teller.start();
        reader.start();
        return opened;
    }

    /** Sends a command. Its answer, whatever its status, completes the future on the callback thread. */
    CompletableFuture<Reply> send(Command command) {
        return pipeline.send(command, timeouts.of(command));
    }

    /** Tells {@code callback} after all that tor said before; at once forgotten when the connection has ended. */
    void tell(Runnable callback, boolean droppable) {
        if (droppable) {
            callbacks.offerDroppable(callback);
        } else if (!callbacks.offer(callback)) {
            fail("listeners fell " + CallbackQueue.HARD_LIMIT + " events behind");
        }
    }

    /**
     * From now on a line between replies that is none, or that nobody asked for, is skipped. The elTor fork prints such
     * lines, and they must not end the connection; before, they mean that there is something else than tor.
     */
    void trust() {
        trusted = true;
    }

    boolean isLocal() {
        return transport.isLocal();
    }

    ControlAddress address() {
        return address;
    }

    long droppedEvents() {
        return callbacks.dropped();
    }

    /** Completes on the callback thread when the connection has ended, never exceptionally. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Takes no further commands, gives those already sent up to a second for their answers, and ends. */
    @Override
    public void close() {
        TorException closed = lost("control connection to " + address + " closed");
        pipeline.refuse(closed);
        if (cause.compareAndSet(null, closed)) {
            if (pipeline.isEmpty()) {
                transport.close();
            } else {
                timer.schedule(transport::close, DRAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /**
     * Waits for the threads to end. A listener that still runs after half of the time is interrupted.
     *
     * @return whether all have ended; the calling thread does not count
     */
    boolean awaitEnd(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        join(teller, until - TimeUnit.MILLISECONDS.toNanos(millis / 2));
        if (teller.isAlive() && teller != Thread.currentThread()) {
            teller.interrupt();
        }
        for (Thread thread : List.of(reader, writer, teller)) {
            join(thread, until);
        }
        boolean timerEnded = timer.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        return timerEnded && List.of(reader, writer, teller).stream().noneMatch(ControlConnection::isOtherAndAlive);
    }

    private static void join(Thread thread, long until) throws InterruptedException {
        long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (isOtherAndAlive(thread) && millis > 0) {
            thread.join(millis);
        }
    }

    private static boolean isOtherAndAlive(Thread thread) {
        return thread.isAlive() && thread != Thread.currentThread();
    }

    private void connectAndRead() {
        TorException failure = lost("bug in the control client, see the log");
        try {
            transport.connect();
            LOG.debug("Connected to {}, quick acknowledgements: {}", address, transport.hasQuickAck());
            writer.start();
            callbacks.offer(() -> opened.complete(null));
            failure = read();
        } catch (TorException e) {
            failure = e;
        } catch (IOException e) {
            failure = ConnectFailures.explain(address, e);
        } finally {
            end(failure);
        }
    }

    /** Reads to the end of the stream, and says how it ended. */
    private TorException read() throws TorException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try {
            while (transport.read(buffer) >= 0) {
                pipeline.heard();
                lines.append(buffer.flip());
                buffer.clear();
                for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                    take(line.get());
                }
            }
        } catch (IOException e) {
            LOG.debug("Reading from the control port failed: {}", e.getMessage());
        }
        return lost("control connection to " + address + " ended by tor");
    }

    private void take(String line) throws TorException {
        boolean betweenReplies = parser.isBetweenReplies();
        try {
            Optional<Reply> reply = parser.feed(line);
            if (reply.isPresent()) {
                route(reply.get());
            }
        } catch (TorException e) {
            if (!betweenReplies || !trusted) {
                throw e;
            }
            reportStray(e.getMessage());
        }
    }

    private void route(Reply reply) throws TorException {
        if (reply.isEvent()) {
            events.accept(reply);
            return;
        }
        Pipeline.Pending asked = pipeline.next().orElseThrow(() -> Messages.malformed("tor answered to nothing"));
        tell(() -> asked.complete(reply), false);
        if (cause.get() != null && pipeline.isEmpty()) {
            transport.close();
        }
    }

    private void reportStray(String what) {
        if (!strayReported) {
            strayReported = true;
            LOG.warn("Control connection to {}: {}; skipped, and so will be others", address, what);
        }
    }

    private void fail(String message) {
        cause.compareAndSet(null, lost(message));
        transport.close();
    }

    private static TorException lost(String message) {
        return new TorException(Failure.CONNECTION_LOST, 0, message);
    }

    private void end(TorException failure) {
        cause.compareAndSet(null, failure);
        TorException reason = cause.get();
        List<Pipeline.Pending> pending = pipeline.end(reason);
        transport.close();
        outbox.finish();
        callbacks.finish(() -> {
            opened.completeExceptionally(reason);
            pending.forEach(waiting -> waiting.fail(reason));
            timer.shutdownNow();
            ended.complete(null);
        });
    }
}
