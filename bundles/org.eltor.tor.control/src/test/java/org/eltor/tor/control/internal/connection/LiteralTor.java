package org.eltor.tor.control.internal.connection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The other end of connections, word by word: a test says what is to be read, and what is answered. */
public final class LiteralTor implements AutoCloseable {
    /** What a tor without authentication says at first. */
    static final String NO_AUTHENTICATION =
            "250-PROTOCOLINFO 1\r\n250-AUTH METHODS=NULL\r\n250-VERSION Tor=\"0.4.9.11\"\r\n250 OK\r\n";

    static final String STOCK = "552 Unrecognized configuration key \"PaymentCircuitMaxFee\"\r\n";

    /** One test's side of the conversation. */
    @FunctionalInterface
    public interface Script {
        void play(LiteralTor tor) throws Exception;
    }

    private final ServerSocket server;
    private final CompletableFuture<Void> played = new CompletableFuture<>();
    private final Thread thread;
    private volatile Socket socket;
    private BufferedReader in;
    private OutputStream out;

    private LiteralTor(Script... scripts) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread = new Thread(() -> play(scripts), "literal-tor");
        thread.setDaemon(true);
        thread.start();
    }

    /** Listens, and plays the first script for the first connection, the second for the next. */
    public static LiteralTor playing(Script... scripts) throws IOException {
        return new LiteralTor(scripts);
    }

    private void play(Script... scripts) {
        try {
            for (Script script : scripts) {
                socket = server.accept();
                socket.setTcpNoDelay(true);
                in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                out = socket.getOutputStream();
                script.play(this);
            }
            played.complete(null);
        } catch (Throwable e) {
            played.completeExceptionally(e);
        }
    }

    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** The next line that the client sends; null at the end. */
    public String read() throws IOException {
        return in.readLine();
    }

    public LiteralTor expect(String line) throws IOException {
        String read = read();
        if (!line.equals(read)) {
            throw new AssertionError("expected " + line + " but read " + read);
        }
        return this;
    }

    /** The handshake of a stock tor that asks for no authentication. */
    public LiteralTor welcome() throws IOException {
        return welcome(STOCK);
    }

    public LiteralTor welcome(String answerToTheProbe) throws IOException {
        expect("PROTOCOLINFO 1").say(NO_AUTHENTICATION);
        expect("AUTHENTICATE").say("250 OK\r\n");
        expect("GETINFO version").say("250-version=0.4.9.11\r\n250 OK\r\n");
        return expect("GETCONF PaymentCircuitMaxFee").say(answerToTheProbe);
    }

    /** Says it in one write. */
    public LiteralTor say(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return this;
    }

    public void hangUp() throws IOException {
        socket.close();
    }

    /** Waits for the end of the script, and fails as it failed. */
    public void done() throws Exception {
        played.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (socket != null) {
            socket.close();
        }
    }
}
