package org.eltor.tor.control.internal.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Strings in double quotes (control-spec 2.1.1). What we write escapes quote and backslash only; what tor writes may
 * hold the escapes of C, octal ones included.
 */
public final class QuotedString {
    private static final int OCTAL_DIGITS = 3;

    private QuotedString() {}

    /**
     * Quotes {@code value}.
     *
     * @throws IllegalArgumentException when it holds CR, LF or NUL, which would end the command
     */
    public static String quote(String value) {
        Arguments.singleLine(value);
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Returns the index behind the closing quote of the string that opens at {@code open}, -1 when it never closes. */
    static int end(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Returns the content when {@code text} is one quoted string from end to end, else the text itself. */
    static String unquoteIfQuoted(String text) {
        return text.startsWith("\"") && end(text, 0) == text.length() ? unquote(text) : text;
    }

    /**
     * Returns the content of a quoted string. Its bytes are read as UTF-8, or as ISO 8859-1 where they are none.
     *
     * @throws IllegalArgumentException when {@code text} is not one quoted string
     */
    static String unquote(String text) {
        if (!text.startsWith("\"") || end(text, 0) != text.length()) {
            throw new IllegalArgumentException("not a quoted string");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int last = text.length() - 1;
        for (int i = 1; i < last; ) {
            i = text.charAt(i) == '\\' ? escaped(text, i + 1, bytes) : plain(text, i, bytes);
        }
        return decode(bytes.toByteArray());
    }

    private static int plain(String text, int at, ByteArrayOutputStream bytes) {
        int next = text.offsetByCodePoints(at, 1);
        bytes.writeBytes(text.substring(at, next).getBytes(StandardCharsets.UTF_8));
        return next;
    }

    private static int escaped(String text, int at, ByteArrayOutputStream bytes) {
        int octal = octalDigits(text, at);
        if (octal > 0) {
            bytes.write(Integer.parseInt(text, at, at + octal, 8));
            return at + octal;
        }
        switch (text.charAt(at)) {
            case 'n' -> bytes.write('\n');
            case 'r' -> bytes.write('\r');
            case 't' -> bytes.write('\t');
            default -> {
                return plain(text, at, bytes);
            }
        }
        return at + 1;
    }

    private static int octalDigits(String text, int at) {
        int count = 0;
        while (count < OCTAL_DIGITS && text.charAt(at + count) >= '0' && text.charAt(at + count) <= '7') {
            count++;
        }
        return count;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
