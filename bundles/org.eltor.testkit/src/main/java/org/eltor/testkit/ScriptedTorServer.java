package org.eltor.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.eltor.api.tor.TorMode;

/**
 * A {@link ScriptedTor} behind real control ports: one on 127.0.0.1 and, if wanted, one on a unix socket. While the
 * daemon is dead, connections are refused; after {@link ScriptedTor#restart()} the same ports are open again.
 *
 * <p>Its threads are named {@code testkit-…} and end with {@link #close()}.
 */
public final class ScriptedTorServer implements AutoCloseable {
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final ScriptedTor tor;
    private final ScriptedAuthentication authentication;
    private final ScheduledExecutorService ownScheduler;
    private final List<ServerSocketChannel> doors = new ArrayList<>();
    private final Set<ControlSession> sessions = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Path unixSocket;
    private final Runnable lifeListener = this::openOrClose;
    private volatile int fragment = Integer.MAX_VALUE;
    private int port;
    private boolean closed;

    private ScriptedTorServer(
            ScriptedTor tor,
            ScriptedAuthentication authentication,
            Path unixSocket,
            ScheduledExecutorService ownScheduler) {
        this.tor = tor;
        this.authentication = authentication;
        this.unixSocket = unixSocket;
        this.ownScheduler = ownScheduler;
        openOrClose();
        tor.core.onLifeChange(lifeListener);
    }

    /** A daemon of its own that runs in real time, on TCP only. */
    public static ScriptedTorServer open(TorMode mode, ScriptedAuthentication authentication) {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> thread("tor", task));
        ScriptedTor tor = new ScriptedTor(mode, scheduler, Clock.systemUTC(), scheduler);
        return new ScriptedTorServer(tor, authentication, null, scheduler);
    }

    /**
     * A server for a daemon that exists. Commands are answered at once even if its time is virtual; what takes time
     * happens when time is stepped.
     *
     * @param unixSocket where to listen beside TCP, a path of less than 108 bytes; null for nowhere
     */
    public static ScriptedTorServer open(ScriptedTor tor, ScriptedAuthentication authentication, Path unixSocket) {
        return new ScriptedTorServer(tor, authentication, unixSocket, null);
    }

    /** The daemon behind the ports. */
    public ScriptedTor tor() {
        return tor;
    }

    /** The TCP control port. */
    public synchronized int port() {
        return port;
    }

    /** The TCP control port as {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** The unix control socket as {@code unix:/path}. */
    public String unixAddress() {
        if (unixSocket == null) {
            throw new IllegalStateException("this server has no unix socket");
        }
        return "unix:" + unixSocket.toAbsolutePath();
    }

    /** Number of open connections. */
    public int connections() {
        return sessions.size();
    }

    /** Writes at most so many bytes at once on connections made from now on, so that replies arrive in pieces. */
    public void fragmentWrites(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a piece has at least one byte");
        }
        fragment = bytes;
    }

    private synchronized void openOrClose() {
        boolean alive = tor.isAlive() && !closed;
        try {
            if (alive && doors.isEmpty()) {
                openDoors();
            } else if (!alive) {
                closeDoors();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address(), e);
        }
    }

    private void openDoors() throws IOException {
        if (port == 0) {
            port = FreePort.find(); // also after its next restart
        }
        open(StandardProtocolFamily.INET, new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        if (unixSocket != null) {
            Files.deleteIfExists(unixSocket);
            open(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(unixSocket));
        }
    }

    private void open(StandardProtocolFamily family, SocketAddress address) throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open(family);
        if (family == StandardProtocolFamily.INET) {
            door.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        }
        door.bind(address);
        doors.add(door);
        start("accept", () -> accept(door));
    }

    private void closeDoors() throws IOException {
        for (ServerSocketChannel door : doors) {
            door.close();
        }
        doors.clear();
        if (unixSocket != null) {
            Files.deleteIfExists(unixSocket);
        }
    }

    private void accept(ServerSocketChannel door) {
        try {
            while (true) {
                serve(door.accept());
            }
        } catch (IOException e) {
            // the door was closed: the daemon is dead or the server is
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        if (fragment < Integer.MAX_VALUE && channel.getLocalAddress() instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // else the pieces are put together again
        }
        ControlSession session = new ControlSession(
                channel,
                Executors.newSingleThreadExecutor(task -> remembered(thread("writer", task))),
                fragment,
                tor.daemon,
                authentication,
                sessions::remove);
        sessions.add(session);
        start("reader", session::read);
    }

    private void start(String name, Runnable task) {
        remembered(thread(name, task)).start();
    }

    private Thread remembered(Thread thread) {
        threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
        threads.add(thread);
        return thread;
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, "testkit-" + name + "-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Ends every connection and every thread. The daemon lives on unless it belongs to this server. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        tor.core.offLifeChange(lifeListener);
        openOrClose();
        sessions.forEach(ControlSession::close);
        if (ownScheduler != null) {
            ownScheduler.shutdownNow();
        }
        try {
            for (Thread thread : threads) {
                thread.join(5000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
