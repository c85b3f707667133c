package org.eltor.tor.control.internal.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eltor.api.tor.TorException;

/**
 * Puts lines together to replies and events (control-spec 2.3). Not safe for use by several threads.
 *
 * <p>After a failure the parser starts afresh. Whether the stream can still be trusted is the caller's to judge by
 * {@link #isBetweenReplies()} before the failing line: a stray line between replies does no harm, one inside a reply
 * means that the two sides disagree.
 */
public final class ReplyParser {
    /** Characters that one reply may have in all its lines; a full consensus has about 3 million. */
    static final long MAX_REPLY = 64L << 20;

    private static final int STATUS_LENGTH = 3;
    private static final String END_OF_DATA = ".";

    private final long limit;
    private final List<ReplyLine> lines = new ArrayList<>();
    private List<String> data;
    private ReplyLine beforeData;
    private long size;

    public ReplyParser() {
        this(MAX_REPLY);
    }

    ReplyParser(long limit) {
        this.limit = limit;
    }

    /** Whether the next line starts a reply. */
    public boolean isBetweenReplies() {
        return lines.isEmpty() && data == null;
    }

    /**
     * Takes one line without its end.
     *
     * @return the reply that the line completes, if it does
     * @throws TorException when the line has no status, mixes an event into an answer, or makes the reply too big
     */
    public Optional<Reply> feed(String line) throws TorException {
        size += line.length() + 1L;
        if (size > limit) {
            throw failed("tor sent a reply of more than " + limit + " characters");
        }
        if (data == null) {
            return status(line);
        }
        if (line.equals(END_OF_DATA)) {
            lines.add(new ReplyLine(beforeData.code(), beforeData.text(), data));
            data = null;
        } else {
            data.add(line.startsWith(END_OF_DATA) ? line.substring(1) : line);
        }
        return Optional.empty();
    }

    private Optional<Reply> status(String line) throws TorException {
        if (!startsWithStatus(line)) {
            throw failed("tor sent a line of " + line.length() + " characters without a status");
        }
        ReplyLine parsed = new ReplyLine(
                Integer.parseInt(line, 0, STATUS_LENGTH, 10), line.substring(STATUS_LENGTH + 1), List.of());
        if (!lines.isEmpty() && lines.get(0).isEvent() != parsed.isEvent()) {
            throw failed("tor mixed an event with an answer");
        }
        switch (line.charAt(STATUS_LENGTH)) {
            case ' ':
                lines.add(parsed);
                return Optional.of(complete());
            case '-':
                lines.add(parsed);
                return Optional.empty();
            case '+':
                beforeData = parsed;
                data = new ArrayList<>();
                return Optional.empty();
            default:
                throw failed(
                        "tor sent a line of " + line.length() + " characters without a separator after the status");
        }
    }

    private static boolean startsWithStatus(String line) {
        return line.length() > STATUS_LENGTH
                && isBetween('1', line.charAt(0), '6')
                && isBetween('0', line.charAt(1), '9')
                && isBetween('0', line.charAt(2), '9');
    }

    private static boolean isBetween(char first, char c, char last) {
        return first <= c && c <= last;
    }

    private Reply complete() {
        Reply reply = new Reply(lines);
        reset();
        return reply;
    }

    private TorException failed(String message) {
        reset();
        return Messages.malformed(message);
    }

    private void reset() {
        lines.clear();
        data = null;
        size = 0;
    }
}
