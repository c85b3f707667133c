package org.eltor.devnet.internal.network;

import java.math.BigInteger;
import java.util.List;

/** Writes the one DER shape that PKCS#1 keys need: a sequence of integers (X.690 8.3, 8.9). */
final class Der {

    private static final int INTEGER = 0x02;
    private static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;

    private Der() {}

    static byte[] sequence(List<BigInteger> integers) {
        byte[] content = new byte[0];
        for (BigInteger integer : integers) {
            content = Bytes.concat(content, element(INTEGER, integer.toByteArray()));
        }
        return element(SEQUENCE, content);
    }

    private static byte[] element(int tag, byte[] content) {
        return Bytes.concat(new byte[] {(byte) tag}, length(content.length), content);
    }

    /** One byte below 128, else the count of length bytes followed by the length, big-endian. */
    private static byte[] length(int length) {
        if (length < LONG_FORM) {
            return new byte[] {(byte) length};
        }
        if (length <= 0xff) {
            return new byte[] {(byte) (LONG_FORM | 1), (byte) length};
        }
        return new byte[] {(byte) (LONG_FORM | 2), (byte) (length >> 8), (byte) length};
    }
}
