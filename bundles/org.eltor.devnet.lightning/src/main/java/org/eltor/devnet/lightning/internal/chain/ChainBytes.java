package org.eltor.devnet.lightning.internal.chain;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Bitcoin's way to write: little-endian numbers, counts of variable length, double SHA-256. */
final class ChainBytes {
    private static final int TWO_BYTES = 0xfd;
    private static final int FOUR_BYTES = 0xfe;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ChainBytes int32(long value) {
        return number(value, Integer.BYTES);
    }

    ChainBytes int64(long value) {
        return number(value, Long.BYTES);
    }

    ChainBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    ChainBytes count(int value) {
        if (value < TWO_BYTES) {
            return number(value, 1);
        }
        if (value <= 0xffff) {
            out.write(TWO_BYTES);
            return number(value, Short.BYTES);
        }
        out.write(FOUR_BYTES);
        return number(value, Integer.BYTES);
    }

    /** A count of bytes and the bytes. */
    ChainBytes counted(byte[] bytes) {
        return count(bytes.length).raw(bytes);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    static ByteBuffer reader(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws IllegalArgumentException when the count is longer than any that fits into what follows */
    static int readCount(ByteBuffer in) {
        int first = in.get() & 0xff;
        long count = switch (first) {
            case TWO_BYTES -> in.getShort() & 0xffff;
            case FOUR_BYTES -> in.getInt() & 0xffff_ffffL;
            default -> first;
        };
        if (first > FOUR_BYTES || count > in.remaining()) {
            throw new IllegalArgumentException("a count of " + count + " where " + in.remaining() + " bytes follow");
        }
        return (int) count;
    }

    static byte[] read(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static byte[] doubleSha256(byte[] bytes) {
        return sha256(sha256(bytes));
    }

    private ChainBytes number(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >> 8 * i));
        }
        return this;
    }
}
