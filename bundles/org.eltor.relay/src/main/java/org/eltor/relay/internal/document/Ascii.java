package org.eltor.relay.internal.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads small things from a piece of a document, without a pattern and mostly without a string. */
final class Ascii {
    private static final byte[] BASE64 = new byte[128];
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.ISO_8859_1);
    private static final int LONGEST_NICKNAME = 19;

    static {
        Arrays.fill(BASE64, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            BASE64[alphabet.charAt(i)] = (byte) i;
        }
    }

    private Ascii() {}

    static String string(byte[] data, int from, int to) {
        return new String(data, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** A number of 1 to {@code digits} digits, at most 18; -1 for anything else. */
    static long number(byte[] data, int from, int to, int digits) {
        int length = to - from;
        if (length < 1 || length > digits) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = data[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    /** A number of 1 to {@code digits} digits, at most 18; -1 for anything else. */
    static long number(String text, int digits) {
        int length = text.length();
        if (length < 1 || length > digits) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    static boolean isIpv4(byte[] data, int from, int to) {
        int at = from;
        for (int octet = 0; octet < 4; octet++) {
            int stop = at;
            while (stop < to && data[stop] != '.') {
                stop++;
            }
            long value = number(data, at, stop, 3);
            if (value < 0 || value > 255 || (octet == 3) != (stop == to)) {
                return false;
            }
            at = stop + 1;
        }
        return true;
    }

    /**
     * Reads base64 without padding.
     *
     * @param into filled from its start; its length says how many bytes there must be
     * @return whether the text was base64 of that many bytes
     */
    static boolean base64(byte[] data, int from, int to, byte[] into) {
        if (to - from != (into.length * 8 + 5) / 6) {
            return false;
        }
        int bits = 0;
        int held = 0;
        int size = 0;
        for (int i = from; i < to; i++) {
            int value = data[i] < 0 ? -1 : BASE64[data[i]];
            if (value < 0) {
                return false;
            }
            bits = bits << 6 | value;
            held += 6;
            if (held >= 8) {
                held -= 8;
                into[size++] = (byte) (bits >>> held);
            }
        }
        return true;
    }

    /** Whether there are digits and padding of base64 only; how many, and where the padding is, does not count. */
    static boolean isBase64(byte[] data, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data[i] < 0 || BASE64[data[i]] < 0 && data[i] != '=') {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads hex digits of either case.
     *
     * @param into filled; its length says how many bytes there must be
     * @return whether the text was hex of that many bytes
     */
    static boolean hex(String text, byte[] into) {
        if (text.length() != 2 * into.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return false;
            }
            into[i / 2] = (byte) (into[i / 2] << 4 | digit);
        }
        return true;
    }

    /** Upper-case hex digits. */
    static String hex(byte[] bytes) {
        byte[] digits = new byte[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            digits[2 * i] = HEX[bytes[i] >> 4 & 0xf];
            digits[2 * i + 1] = HEX[bytes[i] & 0xf];
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    /** Whether this is 1 to 19 letters or digits. */
    static boolean isNickname(byte[] data, int from, int to) {
        if (to - from < 1 || to - from > LONGEST_NICKNAME) {
            return false;
        }
        for (int i = from; i < to; i++) {
            int c = data[i];
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    /** A relay's name for people: relays choose it, so anything but 1 to 19 letters or digits is replaced. */
    static String nickname(byte[] data, int from, int to) {
        return isNickname(data, from, to) ? string(data, from, to) : "Unnamed";
    }
}
