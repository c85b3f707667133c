package org.eltor.payment.internal.payee;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * One answer of a server that closes the connection after it (RFC 9112), read within bounds.
 *
 * @param location where else to ask, for a redirection
 */
record HttpAnswer(int status, Optional<String> location, byte[] body) {
    static final int MOST_BODY = 256 * 1024;
    private static final int MOST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 100;

    /** @param deadline of {@link System#nanoTime} for the whole */
    static HttpAnswer read(InputStream stream, long deadline) throws IOException {
        Bounded in = new Bounded(stream, deadline);
        String[] status = in.line().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5][0-9]{2}")) {
            throw new IOException("the answer is not HTTP");
        }
        Optional<String> location = Optional.empty();
        boolean chunked = false;
        int length = -1;
        int headers = 0;
        for (String line = in.line(); !line.isEmpty(); line = in.line()) {
            if (++headers > MOST_HEADERS) {
                throw new IOException("the answer has too many headers");
            }
            String name = line.split(":", 2)[0].toLowerCase(Locale.ROOT);
            String value = line.substring(line.indexOf(':') + 1).strip();
            switch (name) {
                case "location" -> location = Optional.of(value);
                case "transfer-encoding" ->
                    chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
                case "content-length" -> length = size(value, 10);
                default -> {
                    // says nothing that is needed here
                }
            }
        }
        byte[] body = chunked ? in.chunks() : in.bytes(length);
        return new HttpAnswer(Integer.parseInt(status[1]), location, body);
    }

    private static int size(String text, int radix) throws IOException {
        try {
            int size = Integer.parseInt(text, radix);
            if (size >= 0 && size <= MOST_BODY) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new IOException("a length in the answer is malformed", e);
        }
        throw new IOException("the answer is longer than " + MOST_BODY + " bytes");
    }

    private static final class Bounded {
        private final InputStream in;
        private final long deadline;

        Bounded(InputStream in, long deadline) {
            this.in = in;
            this.deadline = deadline;
        }

        private int next() throws IOException {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the answer took too long");
            }
            return in.read();
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = next(); c != '\n'; c = next()) {
                if (c < 0 || line.length() >= MOST_LINE) {
                    throw new IOException(c < 0 ? "the answer ends too early" : "a line of the answer is too long");
                }
                line.append((char) c);
            }
            return line.toString().stripTrailing();
        }

        byte[] chunks() throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            int size = size(line().split(";", 2)[0].strip(), 16);
            while (size > 0) {
                all.write(bytes(size));
                if (all.size() > MOST_BODY || !line().isEmpty()) {
                    throw new IOException("the answer's pieces are malformed or too many");
                }
                size = size(line().split(";", 2)[0].strip(), 16);
            }
            return all.toByteArray();
        }

        /** @param length -1 reads until the end */
        byte[] bytes(int length) throws IOException {
            byte[] buffer = new byte[8192];
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            while (length < 0 || all.size() < length) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("the answer took too long");
                }
                int count =
                        in.read(buffer, 0, length < 0 ? buffer.length : Math.min(buffer.length, length - all.size()));
                if (count < 0 && length >= 0) {
                    throw new IOException("the answer ends too early");
                } else if (count < 0) {
                    break;
                }
                all.write(buffer, 0, count);
                if (all.size() > MOST_BODY) {
                    throw new IOException("the answer is longer than " + MOST_BODY + " bytes");
                }
            }
            return all.toByteArray();
        }
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + ", " + body.length + " bytes]";
    }
}
