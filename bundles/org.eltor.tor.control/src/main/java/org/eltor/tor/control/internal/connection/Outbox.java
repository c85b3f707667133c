package org.eltor.tor.control.internal.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands on their way to the socket. A thread of its own writes them, so that no caller waits for a tor that does
 * not read, and no caller's interrupt closes the channel. What has piled up goes out in one write.
 */
final class Outbox implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Transport transport;
    private final Object lock = new Object();
    private List<byte[]> waiting = new ArrayList<>();
    private boolean finished;

    Outbox(Transport transport) {
        this.transport = transport;
    }

    /** Adds one whole command. */
    void add(byte[] command) {
        synchronized (lock) {
            waiting.add(command);
            lock.notifyAll();
        }
    }

    /** Ends the thread; what has not been written is forgotten. */
    void finish() {
        synchronized (lock) {
            finished = true;
            lock.notifyAll();
        }
    }

    @Override
    public void run() {
        try {
            for (List<byte[]> commands = take(); !commands.isEmpty(); commands = take()) {
                transport.write(joined(commands));
            }
        } catch (IOException e) {
            LOG.debug("Writing to the control port failed: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            transport.close(); // the reader sees it and ends the connection
        }
    }

    private List<byte[]> take() throws InterruptedException {
        synchronized (lock) {
            while (waiting.isEmpty() && !finished) {
                lock.wait();
            }
            List<byte[]> taken = finished ? List.of() : waiting;
            waiting = new ArrayList<>();
            return taken;
        }
    }

    private static ByteBuffer joined(List<byte[]> commands) {
        if (commands.size() == 1) {
            return ByteBuffer.wrap(commands.get(0));
        }
        ByteBuffer joined = ByteBuffer.allocate(
                commands.stream().mapToInt(command -> command.length).sum());
        commands.forEach(joined::put);
        return joined.flip();
    }
}
