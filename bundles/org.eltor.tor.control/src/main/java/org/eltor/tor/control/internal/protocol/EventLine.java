package org.eltor.tor.control.internal.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of an event from left to right: words first, then {@code KEY=value} pairs (control-spec 4.1). Missing
 * or unreadable parts throw {@link IllegalArgumentException}.
 */
final class EventLine {
    private static final Pattern PAIR = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*=");

    private final String text;
    private int position;

    EventLine(String text) {
        this.text = text;
    }

    /** The next word, up to a space. */
    String word() {
        skipSpaces();
        if (position == text.length()) {
            throw new IllegalArgumentException("word missing");
        }
        int space = text.indexOf(' ', position);
        String word = text.substring(position, space < 0 ? text.length() : space);
        position += word.length();
        return word;
    }

    /** The next word unless the pairs begin, or the line ends, here. */
    Optional<String> wordBeforePairs() {
        skipSpaces();
        boolean pair = pairAt(position).lookingAt();
        return pair || position == text.length() ? Optional.empty() : Optional.of(word());
    }

    /** All that is left, spaces included. */
    String rest() {
        String rest = text.substring(Math.min(position + 1, text.length()));
        position = text.length();
        return rest;
    }

    /** The pairs that are left, values unquoted, in order; of a repeated key the first. Other words are skipped. */
    Map<String, String> pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        addPairsTo(pairs);
        return pairs;
    }

    void addPairsTo(Map<String, String> pairs) {
        for (skipSpaces(); position < text.length(); skipSpaces()) {
            Matcher matcher = pairAt(position);
            if (matcher.lookingAt()) {
                String key = text.substring(position, matcher.end() - 1);
                position = matcher.end();
                pairs.putIfAbsent(key, value());
            } else {
                word();
            }
        }
    }

    private Matcher pairAt(int start) {
        return PAIR.matcher(text).region(start, text.length());
    }

    private String value() {
        if (position == text.length() || text.charAt(position) == ' ') {
            return "";
        }
        if (text.charAt(position) != '"') {
            return word();
        }
        int end = QuotedString.end(text, position);
        if (end < 0) {
            throw new IllegalArgumentException("quote without an end");
        }
        String value = QuotedString.unquote(text.substring(position, end));
        position = end;
        return value;
    }

    private void skipSpaces() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }
}
