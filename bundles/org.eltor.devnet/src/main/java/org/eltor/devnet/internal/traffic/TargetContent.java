package org.eltor.devnet.internal.traffic;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * The bytes that {@link TargetServer} serves: the same for everyone, so that a download can be
 * checked.
 */
public final class TargetContent {

    /** The longest content there is, in bytes. */
    public static final long MAX_BYTES = 64L << 20;

    private static final int BLOCK_LENGTH = 65_521; // a prime: no cell or record boundary falls on the same place twice
    private static final byte[] BLOCK = new byte[BLOCK_LENGTH];

    static {
        new SplittableRandom(1).nextBytes(BLOCK);
    }

    private TargetContent() {}

    /** Writes the first {@code count} bytes. */
    static void write(long count, OutputStream out) throws IOException {
        for (long left = count; left > 0; left -= BLOCK_LENGTH) {
            out.write(BLOCK, 0, (int) Math.min(left, BLOCK_LENGTH));
        }
    }

    /** The SHA-256 of the first {@code count} bytes, in lower case hex. */
    public static String sha256(long count) {
        MessageDigest digest = newDigest();
        for (long left = count; left > 0; left -= BLOCK_LENGTH) {
            digest.update(BLOCK, 0, (int) Math.min(left, BLOCK_LENGTH));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }
}
