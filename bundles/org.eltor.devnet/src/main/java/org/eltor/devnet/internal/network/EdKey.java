package org.eltor.devnet.internal.network;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;

/**
 * A fresh Ed25519 key pair, with its raw forms and its curve25519 counterpart.
 *
 * <p>A relay's ntor key is a curve25519 key that must sign a certificate (dir-spec 2.1.1, {@code
 * ntor-onion-key-crosscert}). The JDK signs with Ed25519 keys only, so such a key is made here as
 * Ed25519 and mapped to curve25519 afterwards.
 */
final class EdKey {

    private static final int KEY_LENGTH = 32;
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private final KeyPair pair;
    private final byte[] publicKey;
    private final byte[] expanded;

    private EdKey(KeyPair pair) {
        this.pair = pair;
        publicKey = Bytes.last(KEY_LENGTH, pair.getPublic().getEncoded());
        expanded = Bytes.sha512(Bytes.last(KEY_LENGTH, pair.getPrivate().getEncoded()));
        expanded[0] &= (byte) 0xf8; // clamping (RFC 8032 5.1.5); tor asserts it of curve25519 secrets
        expanded[31] &= 0x7f;
        expanded[31] |= 0x40;
    }

    static EdKey generate() {
        try {
            return new EdKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime makes no Ed25519 keys", e);
        }
    }

    byte[] publicKey() {
        return publicKey.clone();
    }

    /**
     * The scalar (32 bytes) and the nonce prefix (32 bytes), the form of tor's secret key files.
     */
    byte[] expandedSecret() {
        return expanded.clone();
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 signature failed", e);
        }
    }

    /** The sign of the point's x coordinate, 0 or 1, which the curve25519 form does not hold. */
    int signBit() {
        return publicKey[KEY_LENGTH - 1] >> 7 & 1;
    }

    byte[] curve25519Secret() {
        return Arrays.copyOf(expanded, KEY_LENGTH);
    }

    /** The Montgomery coordinate u = (1 + y) / (1 - y), little-endian (RFC 7748 4.1). */
    byte[] curve25519Public() {
        byte[] bigEndian = Bytes.reversed(publicKey);
        bigEndian[0] &= 0x7f;
        BigInteger y = new BigInteger(1, bigEndian);
        BigInteger u = BigInteger.ONE
                .add(y)
                .multiply(BigInteger.ONE.subtract(y).modInverse(PRIME))
                .mod(PRIME);
        return Bytes.reversed(Bytes.last(KEY_LENGTH, Bytes.concat(new byte[KEY_LENGTH], u.toByteArray())));
    }
}
