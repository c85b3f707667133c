package org.eltor.relay.internal.document;

import java.nio.charset.StandardCharsets;

/**
 * Walks the lines of a directory document (dir-spec 1.2) in place: a line is two positions, and only what is kept
 * becomes a string. Belongs to one thread.
 */
final class LineReader {
    private static final int MOST_WORDS = 16;

    final byte[] data;
    private final int limit;
    private final int[] words = new int[2 * MOST_WORDS];
    private int following;
    private int start;
    private int end;
    private int number;

    LineReader(byte[] data) {
        this(data, 0, data.length, 1);
    }

    /** @param firstLine number of the line that begins at {@code from} */
    LineReader(byte[] data, int from, int to, int firstLine) {
        this.data = data;
        this.limit = to;
        this.following = from;
        this.number = firstLine - 1;
    }

    /** Goes to the next line; false after the last one. */
    boolean next() {
        if (following >= limit) {
            return false;
        }
        number++;
        start = following;
        int at = start;
        while (at < limit && data[at] != '\n') {
            at++;
        }
        end = at;
        following = at + 1;
        return true;
    }

    /** Whether the line that is looked at was cut off before its line feed. */
    boolean isCut() {
        return following > limit;
    }

    /** Number of the line, from 1. */
    int number() {
        return number;
    }

    /** Where the line begins. */
    int start() {
        return start;
    }

    /** Where the line ends, its line feed left out. */
    int end() {
        return end;
    }

    /** Where the next line begins, at most the end of the text. */
    int following() {
        return Math.min(following, limit);
    }

    /** Whether the line is this keyword, alone or with arguments. */
    boolean is(String keyword) {
        int after = start + keyword.length();
        return startsWith(keyword) && (after == end || data[after] == ' ' || data[after] == '\t');
    }

    boolean startsWith(String prefix) {
        int length = prefix.length();
        if (end - start < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (data[start + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Passes over a prefix of the line, if it is there. */
    void pass(String prefix) {
        if (startsWith(prefix)) {
            start += prefix.length();
        }
    }

    /** Whether the line is this text and nothing else. */
    boolean equalTo(String text) {
        return end - start == text.length() && startsWith(text);
    }

    /** Where the arguments after a keyword begin: behind its blank, or the end of the line. */
    int arguments(int keywordLength) {
        return Math.min(end, start + keywordLength + 1);
    }

    /** The whole line as a string. */
    String text() {
        return new String(data, start, end - start, StandardCharsets.UTF_8);
    }

    /** The arguments after a keyword as a string, without blanks around them. */
    String value(int keywordLength) {
        int from = arguments(keywordLength);
        return new String(data, from, end - from, StandardCharsets.UTF_8).strip();
    }

    /**
     * Finds the words of the line, 16 at most; one blank stands between two.
     *
     * @return how many there are
     */
    int split() {
        int count = 0;
        int from = start;
        while (from <= end && count < MOST_WORDS) {
            int to = from;
            while (to < end && data[to] != ' ') {
                to++;
            }
            words[2 * count] = from;
            words[2 * count + 1] = to;
            count++;
            from = to + 1;
        }
        return count;
    }

    /** Where a word that {@link #split} found begins. */
    int wordStart(int index) {
        return words[2 * index];
    }

    /** Where a word that {@link #split} found ends. */
    int wordEnd(int index) {
        return words[2 * index + 1];
    }
}
