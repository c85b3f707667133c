package org.eltor.relay.internal.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads the times of directory documents (dir-spec 1.2): {@code YYYY-MM-DD HH:MM:SS} in UTC. */
public final class Times {
    private static final String FORM = "0000-00-00 00:00:00";

    private Times() {}

    /** The time; empty for anything else. */
    public static Optional<Instant> parse(String text) {
        if (!hasForm(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                            part(text, 0, 4),
                            part(text, 5, 7),
                            part(text, 8, 10),
                            part(text, 11, 13),
                            part(text, 14, 16),
                            Math.min(59, part(text, 17, 19))) // a leap second
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty(); // the 30th of February
        }
    }

    static boolean hasForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char form = FORM.charAt(i);
            char c = text.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return true;
    }

    private static int part(String text, int from, int to) {
        return (int) Ascii.number(text.substring(from, to), 4);
    }
}
