package org.eltor.relay.internal.document;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A SHA-256, in four numbers: ten thousands of them are kept.
 *
 * @param a its first 8 bytes
 * @param b the next 8
 * @param c the next 8
 * @param d its last 8
 */
public record Digest(long a, long b, long c, long d) {
    static final int BYTES = 32;
    static final int SHA1_BYTES = 20;

    static Digest of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /** The digest of a piece of a document. */
    static Digest of(MessageDigest sha256, byte[] data, int from, int to) {
        sha256.update(data, from, to - from);
        return of(sha256.digest());
    }

    static MessageDigest sha256() {
        return digest("SHA-256");
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has " + algorithm, e);
        }
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a); // all bits of a digest are equally good
    }
}
