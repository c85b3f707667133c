package org.eltor.devnet.internal.traffic;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The little of HTTP/1.1 (RFC 9112) that server and downloader share: lines and header fields. */
final class HttpText {

    private static final int LONGEST_LINE = 8192;
    private static final int MOST_FIELDS = 100;

    private HttpText() {}

    /**
     * Reads one line without its end.
     *
     * @throws EOFException when the stream ends before the line does
     */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The connection ended within a line");
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("A line of more than " + LONGEST_LINE + " bytes");
            }
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    /** Reads header fields up to the empty line; names in lower case. */
    static Map<String, String> fields(InputStream in) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1 || fields.size() == MOST_FIELDS) {
                throw new IOException("Not an HTTP header");
            }
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return fields;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
