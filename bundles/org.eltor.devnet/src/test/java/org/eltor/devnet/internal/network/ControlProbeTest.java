package org.eltor.devnet.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlProbeTest {

    @TempDir
    private Path directory;

    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    private ServerSocketChannel server;
    private Path cookie;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
        cookie = Files.write(directory.resolve("cookie"), new byte[] {0x0a, (byte) 0xff});
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void dataBlocksAreReadToTheirEnd() throws Exception {
        script("250 OK\r\n", "250+desc/all-recent=\r\nrouter a\r\n250 not the end\r\n.\r\n250 OK\r\n");
        try (ControlProbe probe = open()) {
            assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("AUTHENTICATE 0aff");
            assertThat(probe.command("GETINFO desc/all-recent"))
                    .isEqualTo("250+desc/all-recent=\nrouter a\n250 not the end\n.\n250 OK\n");
        }
    }

    @Test
    void dataIsSentWithItsDotsStuffed() throws Exception {
        script("250 OK\r\n", "250 EXTENDED 1\r\n");
        try (ControlProbe probe = open()) {
            assertThat(probe.command("+X 0", List.of("a b", ".c"))).isEqualTo("250 EXTENDED 1\n");
        }
        assertThat(received).contains("+X 0");
    }

    @Test
    void refusedAuthenticationIsAnError() throws Exception {
        script("515 Bad authentication\r\n");
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("515");
    }

    @Test
    void lineBreaksAreRefused() throws Exception {
        script("250 OK\r\n");
        try (ControlProbe probe = open()) {
            assertThatThrownBy(() -> probe.command("GETINFO a\r\nQUIT")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void endOfConnectionIsAnError() throws Exception {
        script("250 OK\r\n", "250-half");
        try (ControlProbe probe = open()) {
            assertThatThrownBy(() -> probe.command("GETINFO x")).isInstanceOf(IOException.class);
        }
    }

    private ControlProbe open() throws IOException {
        return ControlProbe.open(directory.resolve("s"), cookie);
    }

    /** Answers one line with each reply, then closes. */
    private void script(String... replies) {
        Thread thread = new Thread(
                () -> {
                    try (SocketChannel channel = server.accept()) {
                        InputStream in = Channels.newInputStream(channel);
                        for (String reply : replies) {
                            received.add(line(in));
                            channel.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.US_ASCII)));
                        }
                    } catch (IOException e) {
                        received.add(e.toString());
                    }
                },
                "scripted-tor");
        thread.setDaemon(true);
        thread.start();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().strip();
    }
}
