package org.eltor.payment.internal.payee;

import java.math.BigInteger;
import java.util.Arrays;

/** Writes BOLT11 invoices whose signature somebody could have made. */
public final class InvoiceMaker {
    private static final String LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    /** The x of the curve's generator is a good r; with s = 1 some key made it. */
    private static final String SIGNATURE =
            "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798" + "0".repeat(63) + "1" + "00";

    private InvoiceMaker() {}

    /** @param prefix for example {@code lnbcrt10n} for 1000 msat on regtest */
    public static String make(String prefix, String hash, String descriptionHash, long at, long expiry) {
        StringBuilder bits = new StringBuilder();
        append(bits, BigInteger.valueOf(at), 35);
        field(bits, 1, hash, 260);
        field(bits, 16, "11".repeat(32), 260);
        field(bits, 23, descriptionHash, 260);
        field(bits, 6, Long.toHexString(expiry), 35);
        append(bits, new BigInteger(SIGNATURE, 16), 520);
        byte[] groups = new byte[bits.length() / 5];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = Byte.parseByte(bits.substring(i * 5, i * 5 + 5), 2);
        }
        return prefix + "1" + letters(groups) + letters(checksum(prefix, groups));
    }

    private static void field(StringBuilder bits, int type, String hex, int length) {
        append(bits, BigInteger.valueOf(type), 5);
        append(bits, BigInteger.valueOf(length / 5), 10);
        BigInteger value = new BigInteger(hex, 16);
        append(bits, length == 260 ? value.shiftLeft(4) : value, length);
    }

    private static void append(StringBuilder bits, BigInteger value, int length) {
        String text = value.toString(2);
        bits.append("0".repeat(length - text.length())).append(text);
    }

    private static String letters(byte[] groups) {
        StringBuilder text = new StringBuilder();
        for (byte group : groups) {
            text.append(LETTERS.charAt(group));
        }
        return text.toString();
    }

    private static byte[] checksum(String prefix, byte[] groups) {
        int[] values = new int[prefix.length() * 2 + 1 + groups.length + 6];
        for (int i = 0; i < prefix.length(); i++) {
            values[i] = prefix.charAt(i) >> 5;
            values[prefix.length() + 1 + i] = prefix.charAt(i) & 31;
        }
        for (int i = 0; i < groups.length; i++) {
            values[prefix.length() * 2 + 1 + i] = groups[i];
        }
        int sum = Arrays.stream(values).reduce(1, (before, value) -> {
            int next = (before & 0x1ffffff) << 5 ^ value;
            for (int i = 0; i < 5; i++) {
                next ^= (before >>> 25 >> i & 1) == 0 ? 0 : GENERATOR[i];
            }
            return next;
        });
        byte[] result = new byte[6];
        for (int i = 0; i < 6; i++) {
            result[i] = (byte) ((sum ^ 1) >> 5 * (5 - i) & 31);
        }
        return result;
    }
}
