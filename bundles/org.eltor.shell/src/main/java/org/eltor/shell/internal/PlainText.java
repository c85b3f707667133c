package org.eltor.shell.internal;

/**
 * Makes text of others fit for a terminal. What relays, wallets and applications say may hold escape sequences that
 * rewrite the screen, overrides that turn the reading direction, or line breaks that forge a second line.
 */
public final class PlainText {
    /** Marks on one letter: enough for any language, too few to paint over the lines above. */
    private static final int MARKS = 2;

    private PlainText() {}

    /**
     * One line without control, format, private-use and unassigned characters; white space of any kind becomes one
     * blank, and none is left at the ends.
     *
     * @param text what somebody said; null counts as empty
     * @param limit most characters (code points) of the result, at least 1; where there are more, the last is an ellipsis
     */
    public static String line(String text, int limit) {
        if (text == null) {
            return "";
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), limit));
        int length = 0;
        int marks = 0;
        boolean blank = false;
        int character;
        for (int i = 0; i < text.length(); i += Character.charCount(character)) {
            character = text.codePointAt(i);
            if (isBlank(character)) {
                blank = length > 0;
            } else if (isVisible(character)) {
                marks = isMark(character) ? marks + 1 : 0;
                if (marks > MARKS) {
                    continue;
                }
                int added = blank ? 2 : 1;
                if (length + added > limit) {
                    return shortened(line, length, limit);
                }
                line.append(blank ? " " : "").appendCodePoint(character);
                length += added;
                blank = false;
            }
        }
        return line.toString();
    }

    private static String shortened(StringBuilder line, int length, int limit) {
        if (length == limit) {
            line.setLength(line.offsetByCodePoints(line.length(), -1));
        }
        return line.append('…').toString();
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == 0x85;
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
