package org.eltor.payment.internal.payee;

import java.util.Arrays;
import java.util.Locale;

/**
 * The letters of bech32: with their checksum as in LNURL and BOLT 11 (BIP 173, not the one of BIP 350), without one as
 * in BOLT 12.
 *
 * @param prefix the human-readable part, in lower case
 * @param groups five bits each, without the checksum
 */
record Bech32(String prefix, byte[] groups) {
    /** More than any payee, link or invoice has, and little enough to decode at once. */
    static final int LONGEST = 8192;

    private static final String LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM = 6;

    /** @param longest BIP 173 itself allows 90 characters, invoices and links more */
    static Bech32 withChecksum(String text, int longest) throws PayeeException {
        Bech32 all = split(text, longest);
        if (all.groups.length < CHECKSUM || polymod(all.prefix, all.groups) != 1) {
            throw new PayeeException("its checksum is wrong");
        }
        return new Bech32(all.prefix, Arrays.copyOf(all.groups, all.groups.length - CHECKSUM));
    }

    /** Pieces may be joined by {@code +} and white space anywhere within (BOLT 12, "Encoding"). */
    static Bech32 withoutChecksum(String text) throws PayeeException {
        if (text.length() > LONGEST || !text.matches("[^+\\s]+(?>\\+\\s*[^+\\s]+)*+")) {
            throw new PayeeException("its pieces are not joined as they should be");
        }
        return split(text.replaceAll("\\+\\s*", ""), LONGEST);
    }

    /** All groups as bytes. */
    byte[] bytes() throws PayeeException {
        return bytes(groups);
    }

    /** Groups as bytes; what is left over must be less than a group, and zero. */
    static byte[] bytes(byte[] groups) throws PayeeException {
        byte[] result = new byte[groups.length * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (byte group : groups) {
            buffer = (buffer << 5 | group) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                result[at++] = (byte) (buffer >> bits);
            }
        }
        if (bits >= 5 || (buffer & (1 << bits) - 1) != 0) {
            throw new PayeeException("its padding is wrong");
        }
        return result;
    }

    private static Bech32 split(String text, int longest) throws PayeeException {
        if (text.length() > longest) {
            throw new PayeeException("it is longer than " + longest + " characters");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            throw new PayeeException("it mixes upper and lower case");
        }
        int separator = lower.lastIndexOf('1');
        if (separator < 1 || lower.chars().anyMatch(letter -> letter < '!' || letter > '~')) {
            throw new PayeeException("it has no prefix, or characters that do not belong there");
        }
        byte[] groups = new byte[lower.length() - separator - 1];
        for (int i = 0; i < groups.length; i++) {
            int value = LETTERS.indexOf(lower.charAt(separator + 1 + i));
            if (value < 0) {
                throw new PayeeException("it has a letter that bech32 does not know");
            }
            groups[i] = (byte) value;
        }
        return new Bech32(lower.substring(0, separator), groups);
    }

    private static int polymod(String prefix, byte[] groups) {
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) >> 5);
        }
        sum = step(sum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) & 31);
        }
        for (byte group : groups) {
            sum = step(sum, group);
        }
        return sum;
    }

    private static int step(int sum, int value) {
        int top = sum >>> 25;
        int next = (sum & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >> i & 1) == 0 ? 0 : GENERATOR[i];
        }
        return next;
    }
}
