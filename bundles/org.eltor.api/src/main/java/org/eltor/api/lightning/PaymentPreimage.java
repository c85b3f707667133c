package org.eltor.api.lightning;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Proof of payment (BOLT 0). Whoever reads it can claim to have paid, so it is not printed.
 *
 * @param hex 64 lower-case hex digits
 */
public record PaymentPreimage(String hex) {
    /** @throws IllegalArgumentException unless {@code hex} is 64 lower-case hex digits */
    public PaymentPreimage {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not 64 lower-case hex digits");
        }
    }

    /** The hash that this preimage proves: its SHA-256. */
    public PaymentHash hash() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(hex));
            return new PaymentHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "PaymentPreimage[***]";
    }
}
