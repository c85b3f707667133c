package org.eltor.tor.control.internal.connection;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.TorConnector;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.tor.control.internal.protocol.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections and keeps them in mind, so that all end when it is closed. */
public final class ControlConnector implements TorConnector, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlConnector.class);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Timeouts timeouts;
    private final Set<SocketConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param commandTimeout for connecting and for each ordinary command */
    public ControlConnector(Duration commandTimeout) {
        this.timeouts = Timeouts.of(commandTimeout);
    }

    @Override
    public CompletionStage<TorConnection> connect(ControlTarget target) {
        ControlAddress address;
        try {
            address = ControlAddress.parse(target.address());
        } catch (IllegalArgumentException e) {
            return failed(
                    Messages.clean(target.address()) + " is " + e.getMessage() + ": set address in " + Messages.PID);
        }
        SocketConnection connection = new SocketConnection(COUNT.incrementAndGet(), address, timeouts);
        open.add(connection);
        connection.ended().thenRun(() -> open.remove(connection));
        CompletionStage<SocketConnection> connected = connection.connect(target);
        if (closed) {
            connection.close();
        }
        return Stages.map(connected, TorConnection.class::cast);
    }

    private static CompletionStage<TorConnection> failed(String message) {
        return CompletableFuture.failedFuture(new TorException(Failure.CONNECTION_LOST, 0, message));
    }

    /** Closes all connections; {@link #awaitEnd} waits for them. */
    @Override
    public void close() {
        closed = true;
        open.forEach(SocketConnection::close);
    }

    /** Closes all connections and waits for their threads. */
    public void closeAndAwait(Duration limit) throws InterruptedException {
        Set<SocketConnection> closing = Set.copyOf(open);
        close();
        long until = System.nanoTime() + limit.toNanos();
        for (SocketConnection connection : closing) {
            long left = Math.max(0, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
            if (!connection.awaitEnd(left)) {
                LOG.warn("Threads of a control connection did not stop within {} s", limit.toSeconds());
            }
        }
    }
}
