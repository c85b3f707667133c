package org.eltor.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of one control command, cut up as tor cuts them (control-spec 2.2). */
final class ControlArguments {
    private final String keyword;
    private final String text;

    /**
     * @param keyword as it stands in complaints
     * @param text everything behind it
     */
    ControlArguments(String keyword, String text) {
        this.keyword = keyword;
        this.text = text.strip();
    }

    /** The words, at least so many. */
    List<String> words(int atLeast) {
        List<String> words = text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
        if (words.size() < atLeast) {
            throw bad("Need at least " + atLeast + " argument(s)");
        }
        return words;
    }

    TorRefusal bad(String why) {
        return new TorRefusal(512, "Bad arguments to " + keyword + ": " + why);
    }

    /** {@code key=value}, {@code key="quoted value"} and {@code key}, repeated keys together; no value is no element. */
    Map<String, List<String>> options() {
        Map<String, List<String>> result = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && text.charAt(end) != '=' && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            String key = text.substring(at, end);
            List<String> values = result.computeIfAbsent(key, k -> new ArrayList<>());
            if (key.isEmpty()) {
                throw unreadable();
            }
            if (end < text.length() && text.charAt(end) == '=') {
                StringBuilder value = new StringBuilder();
                end = value(end + 1, value);
                values.add(value.toString());
            }
            at = skipBlanks(end);
        }
        return result;
    }

    private int value(int at, StringBuilder value) {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted(at, value);
        }
        int end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            value.append(text.charAt(end++));
        }
        return end;
    }

    private int quoted(int at, StringBuilder value) {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\' && i + 1 < text.length()) {
                c = text.charAt(++i);
            }
            value.append(c);
        }
        throw unreadable();
    }

    private TorRefusal unreadable() {
        return bad("Cannot parse keyword argument(s)");
    }

    private int skipBlanks(int at) {
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next;
    }

    boolean isQuoted() {
        return text.startsWith("\"");
    }

    /** Bytes given in hex or as a quoted string. */
    byte[] secret() {
        if (isQuoted()) {
            StringBuilder value = new StringBuilder();
            quoted(0, value);
            return value.toString().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new TorRefusal(
                    551,
                    "Invalid hexadecimal encoding.  Maybe you tried a plain text password?  If so, the standard"
                            + " requires that you put it in double quotes.");
        }
    }
}
