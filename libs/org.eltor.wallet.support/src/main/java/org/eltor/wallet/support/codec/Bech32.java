package org.eltor.wallet.support.codec;

import java.util.Arrays;
import java.util.Locale;

/** The letters of bech32 (BIP 173), with a checksum for BOLT11 and without for BOLT12; no limit of length. */
final class Bech32 {
    private static final String LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM = 6;

    /** @param groups five bits each, without the checksum */
    record Decoded(String prefix, byte[] groups) {}

    private Bech32() {}

    /** Text with a checksum. */
    static Decoded withChecksum(String text) throws CodecException {
        Decoded all = split(oneCase(text));
        if (all.groups().length < CHECKSUM || polymod(all.prefix(), all.groups()) != 1) {
            throw new CodecException("its checksum is wrong");
        }
        return new Decoded(all.prefix(), Arrays.copyOf(all.groups(), all.groups().length - CHECKSUM));
    }

    /** Text without a checksum, whose pieces may be joined with {@code +} and white space (BOLT 12). */
    static Decoded withoutChecksum(String text) throws CodecException {
        String joined = text.replaceAll("(?<=[0-9A-Za-z])\\+\\s*(?=[0-9A-Za-z])", "");
        return split(oneCase(joined));
    }

    /** Groups of five bits as bytes; what is left over must be less than a group and zero. */
    static byte[] bytes(byte[] groups) throws CodecException {
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
            throw new CodecException("its padding is wrong");
        }
        return result;
    }

    private static String oneCase(String text) throws CodecException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            throw new CodecException("it mixes upper and lower case");
        }
        return lower;
    }

    private static Decoded split(String text) throws CodecException {
        int separator = text.lastIndexOf('1');
        if (separator < 1) {
            throw new CodecException("it has no prefix");
        }
        byte[] groups = new byte[text.length() - separator - 1];
        for (int i = 0; i < groups.length; i++) {
            int value = LETTERS.indexOf(text.charAt(separator + 1 + i));
            if (value < 0) {
                throw new CodecException("it has a letter that bech32 does not know");
            }
            groups[i] = (byte) value;
        }
        return new Decoded(text.substring(0, separator), groups);
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
