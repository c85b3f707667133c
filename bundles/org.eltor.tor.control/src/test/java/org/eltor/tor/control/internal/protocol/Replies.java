package org.eltor.tor.control.internal.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException;

/** Short ways from text to replies. */
final class Replies {
    private Replies() {}

    /** All complete replies of a text. */
    static List<Reply> all(String text) throws TorException {
        LineBuffer lines = new LineBuffer();
        ReplyParser parser = new ReplyParser();
        lines.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        List<Reply> replies = new ArrayList<>();
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            parser.feed(line.get()).ifPresent(replies::add);
        }
        return replies;
    }

    /** The only reply of some lines. */
    static Reply of(String... lines) throws TorException {
        List<Reply> replies = all(String.join("\r\n", lines) + "\r\n");
        if (replies.size() != 1) {
            throw new AssertionError(replies.size() + " replies");
        }
        return replies.get(0);
    }

    static TorEvent event(String... lines) throws TorException {
        return EventParser.parse(of(lines));
    }
}
