package org.eltor.relay.internal.document;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** Signatures of Ed25519 (RFC 8032) with keys as tor writes them. */
final class Ed25519 {
    static final int KEY_BYTES = 32;
    static final int SIGNATURE_BYTES = 64;

    private static final String ALGORITHM = "Ed25519";
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private Ed25519() {}

    /** Whether the key has signed the text; false for a key or signature that is none, too. */
    static boolean verifies(byte[] key, byte[] text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(publicKey(key));
            verifier.update(text);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false; // providers differ in what they throw for points off the curve
        }
    }

    private static EdECPublicKey publicKey(byte[] key) throws GeneralSecurityException {
        byte[] y = reversed(key);
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
        return (EdECPublicKey) KeyFactory.getInstance(ALGORITHM)
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    /**
     * The Ed25519 key of an onion key, which is one of Curve25519: {@code y = (u - 1) / (u + 1)} (prop228).
     *
     * @param sign the sign bit, which Curve25519 leaves out: 0 or 1
     * @return empty for the one key that has none
     */
    static Optional<byte[]> ofOnionKey(byte[] key, int sign) {
        byte[] bigEndian = reversed(key);
        bigEndian[0] &= 0x7f;
        BigInteger u = new BigInteger(1, bigEndian).mod(PRIME);
        BigInteger divisor = u.add(BigInteger.ONE).mod(PRIME);
        if (divisor.signum() == 0) {
            return Optional.empty();
        }
        BigInteger y =
                u.subtract(BigInteger.ONE).multiply(divisor.modInverse(PRIME)).mod(PRIME);
        byte[] digits = y.toByteArray();
        byte[] result = new byte[KEY_BYTES];
        for (int i = 0; i < Math.min(KEY_BYTES, digits.length); i++) {
            result[i] = digits[digits.length - 1 - i];
        }
        result[KEY_BYTES - 1] |= (byte) (sign << 7);
        return Optional.of(result);
    }

    private static byte[] reversed(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes");
        }
        byte[] reversed = Arrays.copyOf(key, key.length);
        for (int i = 0; i < key.length; i++) {
            reversed[i] = key[key.length - 1 - i];
        }
        return reversed;
    }
}
