package org.eltor.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** One control connection over a socket: one thread reads commands, one writes replies and events. */
final class ControlSession implements TorLink.Peer, TorLink.Reply<ControlInterpreter.Answer> {
    private static final int BUFFER = 8192;

    private final SocketChannel channel;
    private final ExecutorService writer;
    private final int fragment;
    private final TorCore core;
    private final TorLink link;
    private final ControlInterpreter interpreter;
    private final Consumer<ControlSession> whenEnded;

    private final ByteBuffer input = ByteBuffer.allocate(BUFFER).flip();

    /**
     * @param writer a thread of this session's own, shut down when it ends
     * @param fragment most bytes that are written at once
     */
    ControlSession(
            SocketChannel channel,
            ExecutorService writer,
            int fragment,
            TorDaemon daemon,
            ScriptedAuthentication authentication,
            Consumer<ControlSession> whenEnded) {
        this.channel = channel;
        this.writer = writer;
        this.fragment = fragment;
        this.core = daemon.core;
        this.link = new TorLink(core, writer, this);
        this.interpreter = new ControlInterpreter(daemon, link, authentication);
        this.whenEnded = whenEnded;
        core.run(() -> core.connect(link));
    }

    /** Reads commands until the connection ends. */
    void read() {
        try {
            for (String line = line(); line != null; line = line()) {
                List<String> body = line.startsWith("+") ? body() : List.of();
                if (body == null) {
                    break;
                }
                String command = line;
                link.submit(command, body, () -> interpreter.answer(command, body), this);
            }
        } catch (IOException e) {
            // the other side has gone, or close() was called: both end the session
        } finally {
            core.run(() -> core.disconnect(link));
            close();
        }
    }

    /** Null at the end of the stream. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (!input.hasRemaining() && !fill()) {
                return null;
            }
            char c = (char) (input.get() & 0xff);
            if (c == '\n') {
                int length = line.length();
                boolean hasReturn = length > 0 && line.charAt(length - 1) == '\r';
                byte[] bytes =
                        line.substring(0, hasReturn ? length - 1 : length).getBytes(StandardCharsets.ISO_8859_1);
                return new String(bytes, StandardCharsets.UTF_8);
            }
            line.append(c);
        }
    }

    private boolean fill() throws IOException {
        input.clear();
        int read = channel.read(input);
        input.flip();
        return read >= 0;
    }

    /** The lines up to the lone dot; null when the stream ends before. */
    private List<String> body() throws IOException {
        List<String> body = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            if (line.equals(".")) {
                return body;
            }
            body.add(line.startsWith(".") ? line.substring(1) : line);
        }
        return null;
    }

    @Override
    public void done(ControlInterpreter.Answer answer) {
        write(answer.lines());
        if (answer.closes()) {
            core.run(() -> core.disconnect(link));
            close();
        }
    }

    @Override
    public void refused(TorRefusal refusal) {
        throw new IllegalStateException("the interpreter renders refusals itself", refusal);
    }

    @Override
    public void event(ScriptedEvent event) {
        write(event.wire());
    }

    @Override
    public void lost() {
        close();
    }

    private void write(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append("\r\n"));
        Deque<ByteBuffer> pieces = new ArrayDeque<>();
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += fragment) {
            pieces.add(ByteBuffer.wrap(bytes, at, Math.min(fragment, bytes.length - at)));
        }
        try {
            for (ByteBuffer piece : pieces) {
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
        } catch (IOException e) {
            close(); // the other side has gone
        }
    }

    /** Ends the session; both threads follow. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing is left to be done about it
        }
        writer.shutdown();
        whenEnded.accept(this);
    }
}
