package org.eltor.tor.control.internal.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eltor.api.tor.TorException;

/**
 * Gives any bytes to every parser, as if tor had sent them, and counts what became of them. Whatever a parser throws
 * but {@link TorException} comes out.
 */
final class AnyText {
    private final LineBuffer lines = new LineBuffer();
    private final ReplyParser parser = new ReplyParser();
    private long replies;
    private long events;
    private long refused;

    void take(byte[] bytes) {
        lines.append(ByteBuffer.wrap(bytes));
        while (takeLine()) {
            // until more bytes are needed
        }
    }

    private boolean takeLine() {
        try {
            Optional<String> line = lines.next();
            if (line.isPresent()) {
                parser.feed(line.get()).ifPresent(this::interpret);
            }
            return line.isPresent();
        } catch (TorException e) {
            refused++;
            return true;
        }
    }

    private void interpret(Reply reply) {
        reply.toString();
        if (reply.isEvent()) {
            events++;
            attempt(() -> EventParser.parse(reply).toString());
            return;
        }
        replies++;
        attempt(() -> Answers.info("version", reply));
        attempt(() -> Answers.conf(List.of("ControlPort"), reply));
        attempt(() -> Answers.unknownOptions(reply));
        attempt(() -> Answers.extended(reply));
        attempt(() -> ProtocolInfo.parse(reply));
        attempt(() -> new SafeCookie(new byte[32], new byte[32]).answer(reply));
        Answers.isUnknown(reply);
    }

    private interface Attempt {
        void run() throws TorException;
    }

    private void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (TorException e) {
            refused++;
        }
    }

    long replies() {
        return replies;
    }

    long events() {
        return events;
    }

    long refused() {
        return refused;
    }
}
