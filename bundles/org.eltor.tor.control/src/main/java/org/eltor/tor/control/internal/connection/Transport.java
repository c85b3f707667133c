package org.eltor.tor.control.internal.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * A stream socket to a control port, unix or TCP. One thread connects and reads, another writes, any thread closes,
 * which ends what the others do.
 */
final class Transport implements AutoCloseable {
    private final ControlAddress address;
    private final Duration timeout;
    private final Object lock = new Object();
    private SocketChannel channel;
    private boolean closed;
    private boolean local;
    private Optional<SocketOption<Boolean>> quickAck = Optional.empty();

    Transport(ControlAddress address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
    }

    /** Connects; blocks up to the timeout. */
    void connect() throws IOException {
        SocketAddress target = address.resolve();
        SocketChannel opened = open();
        if (target instanceof InetSocketAddress inet) {
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opened.socket().connect(inet, Math.toIntExact(timeout.toMillis()));
            quickAck = quickAckOption(opened);
            local = inet.getAddress().isLoopbackAddress();
        } else {
            opened.connect(target);
            local = true;
        }
    }

    private SocketChannel open() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new AsynchronousCloseException();
            }
            channel = address.isUnix() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
            return channel;
        }
    }

    /**
     * The option TCP_QUICKACK of Linux. Found by its name among those of the channel, so that the bundle needs no
     * package of the JDK that a framework may not export.
     */
    @SuppressWarnings("unchecked")
    private static Optional<SocketOption<Boolean>> quickAckOption(SocketChannel channel) {
        return channel.supportedOptions().stream()
                .filter(option -> option.name().equals("TCP_QUICKACK") && option.type() == Boolean.class)
                .map(option -> (SocketOption<Boolean>) option)
                .findFirst();
    }

    /** Whether the other end is on this machine; known once connected. */
    boolean isLocal() {
        return local;
    }

    boolean hasQuickAck() {
        return quickAck.isPresent();
    }

    /**
     * Reads what is there, blocking while there is nothing; -1 at the end. Linux forgets TCP_QUICKACK by itself, and
     * tor keeps Nagle's algorithm on: without the option set anew before each read, answers above 4 kB stall for
     * 40 ms.
     */
    int read(ByteBuffer target) throws IOException {
        if (quickAck.isPresent()) {
            channel.setOption(quickAck.get(), true);
        }
        return channel.read(target);
    }

    /** Writes all of {@code source}, blocking while tor does not read. */
    void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    @Override
    public void close() {
        SocketChannel toClose;
        synchronized (lock) {
            closed = true;
            toClose = channel;
        }
        if (toClose != null) {
            closeQuietly(toClose);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // closing is all that was wanted, and nothing can be done about its failure
        }
    }
}
