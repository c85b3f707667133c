package org.eltor.devnet.internal.traffic;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eltor.devnet.internal.network.DevnetThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What streams of the private network lead to: a small HTTP/1.1 server on several loopback
 * addresses at one port, so that there are several destinations. {@code /bytes/N} is N bytes of
 * {@link TargetContent}, {@code /hello} a line that names the address. Which exit a stream comes
 * from cannot be told here: tor connects to loopback addresses from 127.0.0.1 always.
 *
 * <p>Its threads are named {@code eltor-devnet-target-…}: one for each address and up to
 * {@value #MOST_WORKERS} for connections; further connections wait. Thread-safe.
 */
public final class TargetServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetServer.class);
    private static final int MOST_WORKERS = 128;
    private static final int MOST_WAITING = 1024;
    private static final int BACKLOG = 256;
    private static final int BIND_ATTEMPTS = 20;
    private static final int CLOSE_SECONDS = 4;
    /** How long a connection may be idle between two requests. */
    private static final int IDLE_MILLIS = 30_000;

    private final List<ServerSocket> listeners;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> requestsByTarget = new ConcurrentHashMap<>();
    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final ExecutorService workers;
    private volatile boolean closed;

    private TargetServer(List<ServerSocket> listeners) {
        this.listeners = listeners;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST_WORKERS + listeners.size(),
                MOST_WORKERS + listeners.size(),
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                DevnetThreads.named("target"));
        pool.allowCoreThreadTimeOut(true);
        workers = pool;
        listeners.forEach(listener -> pool.execute(() -> accept(listener)));
    }

    /** Listens on 127.0.0.1 to 127.0.0.4, at a free port. */
    public static TargetServer start() throws IOException {
        return start(List.of("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"));
    }

    /** Listens on the given loopback addresses, at one port that is free on all of them. */
    public static TargetServer start(List<String> addresses) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return new TargetServer(bind(addresses));
            } catch (BindException e) {
                if (attempt == BIND_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The first address chooses the port; another may find it taken. */
    private static List<ServerSocket> bind(List<String> addresses) throws IOException {
        List<ServerSocket> bound = new ArrayList<>();
        int port = 0;
        try {
            for (String address : addresses) {
                InetAddress host = InetAddress.getByName(address);
                if (!host.isLoopbackAddress()) {
                    throw new IllegalArgumentException("not a loopback address: " + address);
                }
                bound.add(new ServerSocket(port, BACKLOG, host));
                port = bound.get(0).getLocalPort();
            }
            return List.copyOf(bound);
        } catch (IOException | RuntimeException e) {
            for (ServerSocket socket : bound) {
                socket.close();
            }
            throw e;
        }
    }

    /** Where it listens; all of them at the same port. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream()
                .map(l -> new InetSocketAddress(l.getInetAddress(), l.getLocalPort()))
                .toList();
    }

    /** Requests since the start, refused ones included. */
    public long requests() {
        return requests.sum();
    }

    /** Bytes of content sent since the start, headers not counted. */
    public long bytes() {
        return bytes.sum();
    }

    /** How many requests came to which of the addresses. */
    public Map<String, Long> requestsByTarget() {
        Map<String, Long> snapshot = new TreeMap<>();
        requestsByTarget.forEach((target, count) -> snapshot.put(target, count.sum()));
        return snapshot;
    }

    private void accept(ServerSocket listener) {
        while (!closed) {
            try {
                hand(listener.accept());
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("Target listener {} failed", listener.getLocalSocketAddress(), e);
                    return;
                }
            }
        }
    }

    private void hand(Socket socket) {
        connections.add(socket);
        try {
            workers.execute(() -> serve(socket));
        } catch (RejectedExecutionException e) {
            LOG.debug("Closing, or more than {} connections waiting", MOST_WAITING, e);
            forget(socket);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(IDLE_MILLIS);
            socket.setTcpNoDelay(true);
            new TargetConnection(socket, new Statistics()).run();
        } catch (IOException e) {
            LOG.trace("A connection to the target ended", e); // its circuit died, mostly
        } finally {
            connections.remove(socket);
        }
    }

    /** Called by the connections' threads. */
    private final class Statistics implements TargetConnection.Counter {

        @Override
        public void requested(String target) {
            requests.increment();
            requestsByTarget.computeIfAbsent(target, key -> new LongAdder()).increment();
        }

        @Override
        public void sent(long contentBytes) {
            bytes.add(contentBytes);
        }
    }

    private void forget(Socket socket) {
        connections.remove(socket);
        closeQuietly(socket);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) { // AutoCloseable declares no less
            LOG.trace("A socket was not closed", e);
        }
    }

    /** Ends all connections and threads within {@value #CLOSE_SECONDS} seconds. */
    @Override
    public void close() {
        closed = true;
        listeners.forEach(TargetServer::closeQuietly);
        workers.shutdownNow();
        List.copyOf(connections).forEach(this::forget);
        try {
            if (!workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Target threads did not stop within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
