package org.eltor.relay.internal.directory;

import java.util.regex.Pattern;

/** Walks the lines of a directory document (dir-spec 1.2) without copying the document. Belongs to one thread. */
final class Lines {
    private static final Pattern NICKNAME = Pattern.compile("[A-Za-z0-9]{1,19}");

    private final String text;
    private int position;

    Lines(String text) {
        this.text = text;
    }

    /** The next line without its end; null after the last one. */
    String next() {
        if (position >= text.length()) {
            return null;
        }
        int end = text.indexOf('\n', position);
        end = end < 0 ? text.length() : end;
        int last = end > position && text.charAt(end - 1) == '\r' ? end - 1 : end;
        String line = text.substring(position, last);
        position = end + 1;
        return line;
    }

    /** A relay's name for people: relays choose it, so anything but 1 to 19 letters or digits is replaced. */
    static String nickname(String text) {
        return NICKNAME.matcher(text).matches() ? text : "Unnamed";
    }
}
