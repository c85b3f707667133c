package org.eltor.payment.internal.payee;

import java.util.Arrays;

/** Reads bytes from the front to the end. What is missing is a refusal, never an exception of the array. */
final class ByteReader {
    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int left() {
        return bytes.length - at;
    }

    int octet() throws PayeeException {
        return take(1)[0] & 0xff;
    }

    byte[] take(int length) throws PayeeException {
        if (length < 0 || length > left()) {
            throw new PayeeException("a field is cut off");
        }
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** An unsigned number of {@code length} bytes, at most seven. */
    long number(int length) throws PayeeException {
        long value = 0;
        for (byte part : take(length)) {
            value = value << 8 | part & 0xff;
        }
        return value;
    }

    /** BigSize (BOLT 1): 1, 3, 5 or 9 bytes, the shortest that fits. Numbers above 2⁶³ are refused. */
    long bigSize() throws PayeeException {
        int first = octet();
        if (first < 0xfd) {
            return first;
        }
        int length = 1 << first - 0xfc;
        long value = 0;
        for (byte part : take(length)) {
            value = value << 8 | part & 0xff;
        }
        long least = length == 2 ? 0xfd : length == 4 ? 0x10000 : 0x100000000L;
        if (value < least) {
            throw new PayeeException("a number in it is out of range, or not in its shortest form");
        }
        return value;
    }
}
