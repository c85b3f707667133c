package org.eltor.tor.control.internal.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.eltor.api.tor.TorException;

/**
 * Cuts bytes into lines ended by CRLF or LF and reads them as UTF-8; what is no UTF-8 becomes replacement characters.
 * Not safe for use by several threads.
 */
public final class LineBuffer {
    /** Bytes that a line may have; tor's own limit for a command is the same 1 MiB. */
    static final int MAX_LINE = 1 << 20;

    private byte[] bytes = new byte[1 << 13];
    private int start;
    private int scanned;
    private int end;

    /** Takes all remaining bytes of {@code source}. */
    public void append(ByteBuffer source) {
        int length = source.remaining();
        makeRoom(length);
        source.get(bytes, end, length);
        end += length;
    }

    private void makeRoom(int length) {
        if (bytes.length - end >= length) {
            return;
        }
        int kept = end - start;
        byte[] target = kept + length <= bytes.length ? bytes : new byte[Math.max(bytes.length * 2, kept + length)];
        System.arraycopy(bytes, start, target, 0, kept);
        bytes = target;
        scanned -= start;
        start = 0;
        end = kept;
    }

    /**
     * Returns the next complete line without its end, empty when more bytes are needed.
     *
     * @throws TorException when a line is longer than 1 MiB; the buffer is useless from then on
     */
    public Optional<String> next() throws TorException {
        while (scanned < end) {
            if (bytes[scanned++] == '\n') {
                return Optional.of(take(scanned - 1));
            }
            if (scanned - start > MAX_LINE) {
                throw Messages.malformed("tor sent a line of more than " + MAX_LINE + " bytes");
            }
        }
        shrink();
        return Optional.empty();
    }

    private String take(int lineFeed) {
        int stop = lineFeed > start && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        String line = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
        start = scanned;
        return line;
    }

    /** Gives memory back after a long line, and overwrites nothing that is still needed. */
    private void shrink() {
        if (start == end) {
            start = 0;
            scanned = 0;
            end = 0;
            if (bytes.length > MAX_LINE) {
                bytes = Arrays.copyOf(bytes, 1 << 13);
            }
        }
    }
}
