package org.eltor.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The plainest possible client of a control port: lines out, lines in. */
final class ControlClient implements AutoCloseable {
    private final SocketChannel channel;

    private ControlClient(SocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
    }

    static ControlClient tcp(ScriptedTorServer server) throws IOException {
        return new ControlClient(new InetSocketAddress("127.0.0.1", server.port()));
    }

    static ControlClient unix(Path socket) throws IOException {
        return new ControlClient(UnixDomainSocketAddress.of(socket));
    }

    void send(String... lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Sends a command and reads its reply. */
    List<String> ask(String... lines) throws Exception {
        send(lines);
        return reply();
    }

    /** Reads lines up to and including the next end line of a reply or event. */
    List<String> reply() throws Exception {
        List<String> lines = new ArrayList<>();
        boolean data = false;
        while (true) {
            String line = line();
            lines.add(line);
            if (data) {
                data = !line.equals(".");
            } else if (line.equals("EOF") || line.charAt(3) == ' ') {
                return lines;
            } else {
                data = line.charAt(3) == '+';
            }
        }
    }

    /** The next line; {@code EOF} at the end. */
    String line() throws Exception {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(this::blockingLine);
        try {
            return line.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no line came", e);
        }
    }

    private String blockingLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1);
        try {
            while (channel.read(one.clear()) == 1) {
                if (one.get(0) == '\n') {
                    String text = line.toString(StandardCharsets.UTF_8);
                    if (!text.endsWith("\r")) {
                        throw new AssertionError("a line without CR: " + text);
                    }
                    return text.substring(0, text.length() - 1);
                }
                line.write(one.get(0));
            }
        } catch (IOException e) {
            return "EOF";
        }
        return "EOF";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
