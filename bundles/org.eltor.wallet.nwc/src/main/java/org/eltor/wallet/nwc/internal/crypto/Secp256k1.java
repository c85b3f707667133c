package org.eltor.wallet.nwc.internal.crypto;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/** The curve secp256k1 with the keys of BIP 340: 32 bytes each, public ones without a sign. */
public final class Secp256k1 {
    static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    static final BigInteger ORDER = CURVE.getN();
    static final int KEY = 32;

    private static final byte EVEN = 2;

    private Secp256k1() {}

    /** @throws IllegalArgumentException when {@code secret} is not a secret key */
    public static byte[] publicKey(byte[] secret) {
        return x(timesBase(scalar(secret)));
    }

    /**
     * The x-coordinate of secret times public, not hashed.
     *
     * @throws IllegalArgumentException when either is not a key
     */
    public static byte[] sharedX(byte[] secret, byte[] publicKey) {
        return x(point(publicKey).multiply(scalar(secret)).normalize());
    }

    /** Whether it is the public key of something. */
    public static boolean isPublicKey(byte[] publicKey) {
        try {
            point(publicKey);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static BigInteger scalar(byte[] secret) {
        BigInteger value = new BigInteger(1, secret);
        if (secret.length != KEY || value.signum() == 0 || value.compareTo(ORDER) >= 0) {
            throw new IllegalArgumentException("not a secret key");
        }
        return value;
    }

    /** The point with that x and an even y. */
    static ECPoint point(byte[] publicKey) {
        if (publicKey.length != KEY) {
            throw new IllegalArgumentException("not a public key");
        }
        byte[] encoded = new byte[KEY + 1];
        encoded[0] = EVEN;
        System.arraycopy(publicKey, 0, encoded, 1, KEY);
        return CURVE.getCurve().decodePoint(encoded);
    }

    static ECPoint timesBase(BigInteger scalar) {
        return new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
    }

    static byte[] x(ECPoint normalized) {
        return normalized.getAffineXCoord().getEncoded();
    }

    static boolean hasEvenY(ECPoint normalized) {
        return !normalized.getAffineYCoord().testBitZero();
    }

    static byte[] bytes(BigInteger scalar) {
        return BigIntegers.asUnsignedByteArray(KEY, scalar);
    }
}
