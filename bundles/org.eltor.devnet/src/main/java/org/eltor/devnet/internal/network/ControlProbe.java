package org.eltor.devnet.internal.network;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * The smallest control connection (control-spec 2): one command, one reply, no events, each with a
 * time limit. It serves start-up checks and tests; whoever steers circuits uses the control bundle.
 * Used by one thread at a time.
 */
public final class ControlProbe implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int STATUS_LENGTH = 3;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer received = ByteBuffer.allocate(1 << 16).flip();

    private ControlProbe(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** Connects to a unix control socket and authenticates with the cookie in the given file. */
    public static ControlProbe open(Path socket, Path cookie) throws IOException {
        String secret = HexFormat.of().formatHex(Files.readAllBytes(cookie));
        ControlProbe probe = new ControlProbe(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        try {
            probe.require("AUTHENTICATE " + secret);
            return probe;
        } catch (IOException e) {
            probe.close();
            throw e;
        }
    }

    /**
     * Sends one line and answers the whole reply, lines separated by newlines, data lines as they
     * came.
     *
     * @throws SocketTimeoutException when there is no complete reply after ten seconds
     */
    public String command(String command) throws IOException {
        return send(oneLine(command));
    }

    /** Sends a command with a data block (control-spec 2.1.1); its first character is {@code +}. */
    public String command(String command, List<String> data) throws IOException {
        StringBuilder text = new StringBuilder(oneLine(command));
        data.forEach(line -> text.append(line.startsWith(".") ? "." : "").append(oneLine(line)));
        return send(text.append(".\r\n").toString());
    }

    /** Sends one line whose reply must be a success. */
    public String require(String command) throws IOException {
        String reply = command(command);
        if (!reply.startsWith("250")) {
            throw new IOException(command.split(" ")[0] + " was answered by " + reply.strip());
        }
        return reply;
    }

    private static String oneLine(String text) {
        if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("A line break in a line");
        }
        return text + "\r\n";
    }

    private String send(String text) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes); // a socket buffer holds any command of ours, so this does not spin
        }
        return reply(end);
    }

    private String reply(long end) throws IOException {
        StringBuilder reply = new StringBuilder();
        boolean data = false;
        while (true) {
            String line = line(end);
            reply.append(line).append('\n');
            char separator = line.length() > STATUS_LENGTH ? line.charAt(STATUS_LENGTH) : ' ';
            if (data) {
                data = !line.equals(".");
            } else if (separator == '+') {
                data = true;
            } else if (separator == ' ') {
                return reply.toString();
            }
        }
    }

    /** One line without its end; a bare newline ends it, too. */
    private String line(long end) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (!received.hasRemaining()) {
                receive(end);
            }
            char c = (char) (received.get() & 0xff);
            if (c == '\n') {
                return line.toString();
            } else if (c != '\r') {
                line.append(c);
            }
        }
    }

    private void receive(long end) throws IOException {
        received.clear();
        int count = channel.read(received);
        while (count == 0) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new SocketTimeoutException("No reply from tor");
            }
            selector.select(millis);
            selector.selectedKeys().clear();
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("Interrupted while waiting for tor");
            }
            count = channel.read(received);
        }
        received.flip();
        if (count < 0) {
            throw new EOFException("tor closed its control connection");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
