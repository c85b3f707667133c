package org.eltor.wallet.nwc.internal.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** Signatures of BIP 340. Bouncy Castle has the curve and not these; checked against the vectors of the BIP. */
public final class Schnorr {
    private static final int HALF = 32;

    private Schnorr() {}

    /**
     * @param random 32 fresh bytes
     * @throws IllegalArgumentException when {@code secret} is not a secret key
     */
    public static byte[] sign(byte[] secret, byte[] message, byte[] random) {
        BigInteger given = Secp256k1.scalar(secret);
        ECPoint key = Secp256k1.timesBase(given);
        BigInteger scalar = Secp256k1.hasEvenY(key) ? given : Secp256k1.ORDER.subtract(given);
        byte[] masked = Secp256k1.bytes(scalar);
        byte[] mask = Hashes.tagged("BIP0340/aux", random);
        for (int i = 0; i < HALF; i++) {
            masked[i] ^= mask[i];
        }
        byte[] publicKey = Secp256k1.x(key);
        BigInteger drawn =
                new BigInteger(1, Hashes.tagged("BIP0340/nonce", masked, publicKey, message)).mod(Secp256k1.ORDER);
        if (drawn.signum() == 0) {
            throw new IllegalStateException("this does not happen");
        }
        ECPoint commitment = Secp256k1.timesBase(drawn);
        BigInteger nonce = Secp256k1.hasEvenY(commitment) ? drawn : Secp256k1.ORDER.subtract(drawn);
        byte[] r = Secp256k1.x(commitment);
        BigInteger s =
                nonce.add(challenge(r, publicKey, message).multiply(scalar)).mod(Secp256k1.ORDER);
        byte[] signature = Arrays.copyOf(r, 2 * HALF);
        System.arraycopy(Secp256k1.bytes(s), 0, signature, HALF, HALF);
        return signature;
    }

    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (signature.length != 2 * HALF || !Secp256k1.isPublicKey(publicKey)) {
            return false;
        }
        byte[] r = Arrays.copyOf(signature, HALF);
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, HALF, 2 * HALF));
        if (s.compareTo(Secp256k1.ORDER) >= 0) {
            return false;
        }
        BigInteger e = challenge(r, publicKey, message);
        ECPoint commitment = ECAlgorithms.sumOfTwoMultiplies(
                        Secp256k1.CURVE.getG(),
                        s,
                        Secp256k1.point(publicKey),
                        Secp256k1.ORDER.subtract(e).mod(Secp256k1.ORDER))
                .normalize();
        return !commitment.isInfinity() && Secp256k1.hasEvenY(commitment) && Arrays.equals(Secp256k1.x(commitment), r);
    }

    private static BigInteger challenge(byte[] r, byte[] publicKey, byte[] message) {
        return new BigInteger(1, Hashes.tagged("BIP0340/challenge", r, publicKey, message)).mod(Secp256k1.ORDER);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
