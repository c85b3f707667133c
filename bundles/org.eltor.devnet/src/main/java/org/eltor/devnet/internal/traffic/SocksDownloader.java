package org.eltor.devnet.internal.traffic;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches a path from a {@link TargetServer} through a SOCKS5 proxy, over a new connection each
 * time. Immutable; several threads may download at once. Content is hashed as it comes and not
 * kept.
 */
public final class SocksDownloader {

    private static final int HEAD_LENGTH = 4096;
    private static final int BUFFER_LENGTH = 1 << 16;

    private final InetSocketAddress proxy;
    private final Optional<SocksCredentials> credentials;
    private final Duration readLimit;
    private final Duration totalLimit;

    private SocksDownloader(
            InetSocketAddress proxy, Optional<SocksCredentials> credentials, Duration readLimit, Duration totalLimit) {
        this.proxy = proxy;
        this.credentials = credentials;
        this.readLimit = readLimit;
        this.totalLimit = totalLimit;
    }

    /** Without credentials; 30 s of silence or 120 s in all are too long. */
    public static SocksDownloader through(InetSocketAddress proxy) {
        return new SocksDownloader(proxy, Optional.empty(), Duration.ofSeconds(30), Duration.ofSeconds(120));
    }

    public SocksDownloader withCredentials(String username, String password) {
        return new SocksDownloader(proxy, Optional.of(new SocksCredentials(username, password)), readLimit, totalLimit);
    }

    /**
     * With other limits, both at least a millisecond.
     *
     * @param read longest silence, before the first byte and between two
     * @param total longest duration of the whole download
     */
    public SocksDownloader withLimits(Duration read, Duration total) {
        return new SocksDownloader(proxy, credentials, read, total);
    }

    /** Downloads {@code /bytes/N} and checks every byte. */
    public Download bytes(InetSocketAddress target, long count) throws IOException {
        return get(target.getHostString(), target.getPort(), "/bytes/" + count).requireBytes(count);
    }

    /**
     * Downloads one path. Blocks.
     *
     * @param host host name, which the exit resolves, or IP address literal
     * @throws SocketTimeoutException when a limit is exceeded
     * @throws SocksException when the proxy refuses
     */
    public Download get(String host, int port, String path) throws IOException {
        long begin = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(proxy, toMillis(readLimit));
            InputStream in = new BufferedInputStream(new LimitedInput(socket, begin), BUFFER_LENGTH);
            new SocksHandshake(in, socket.getOutputStream()).connect(host, port, credentials);
            Duration connected = since(begin);
            socket.getOutputStream()
                    .write(HttpText.bytes("GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + port
                            + "\r\nConnection: close\r\n\r\n"));
            return receive(in, begin, connected);
        }
    }

    private static Download receive(InputStream in, long begin, Duration connected) throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            throw new EOFException("The connection ended without an answer");
        }
        in.reset();
        Duration firstByte = since(begin);
        int status = status(HttpText.line(in));
        Map<String, String> fields = HttpText.fields(in);
        long length = contentLength(fields);
        MessageDigest digest = TargetContent.newDigest();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_LENGTH];
        for (long left = length; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException("The connection ended " + left + " of " + length + " bytes before the end");
            }
            digest.update(buffer, 0, count);
            head.write(buffer, 0, Math.min(count, HEAD_LENGTH - head.size()));
            left -= count;
        }
        return new Download(
                status,
                length,
                HexFormat.of().formatHex(digest.digest()),
                head.toString(StandardCharsets.ISO_8859_1),
                connected,
                firstByte,
                since(begin));
    }

    private static int status(String line) throws IOException {
        String[] words = line.split(" ");
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
            throw new IOException("Not an HTTP answer");
        }
        return Integer.parseInt(words[1]);
    }

    private static long contentLength(Map<String, String> fields) throws IOException {
        String length = fields.getOrDefault("content-length", "");
        if (!length.matches("\\d{1,9}") || Long.parseLong(length) > TargetContent.MAX_BYTES) {
            throw new IOException("Missing or excessive content length");
        }
        return Long.parseLong(length);
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static int toMillis(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    }

    /** Reads of a socket under both limits. */
    private final class LimitedInput extends InputStream {

        private final Socket socket;
        private final InputStream in;
        private final long begin;

        LimitedInput(Socket socket, long begin) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.begin = begin;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            Duration left = totalLimit.minus(since(begin));
            if (left.isNegative() || left.isZero()) {
                throw new SocketTimeoutException("No complete download after " + totalLimit.toMillis() + " ms");
            }
            socket.setSoTimeout(toMillis(left.compareTo(readLimit) < 0 ? left : readLimit));
            return in.read(buffer, offset, length);
        }
    }
}
