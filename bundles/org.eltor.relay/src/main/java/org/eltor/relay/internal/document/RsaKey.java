package org.eltor.relay.internal.document;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;

/** A relay's RSA key: 1024 bits, exponent 65537 (tor-spec 0.3). */
final class RsaKey {
    private static final int BITS = 1024;
    private static final int EXPONENT = 65_537;
    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;
    /** {@code AlgorithmIdentifier} of RSA (RFC 3279), which tor leaves out. */
    private static final byte[] ALGORITHM = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private final RSAPublicKey key;

    private RsaKey(RSAPublicKey key) {
        this.key = key;
    }

    /** Reads the body of an {@code RSA PUBLIC KEY} (PKCS #1); empty where it is no key that a relay may have. */
    static Optional<RsaKey> parse(byte[] pkcs1) {
        try {
            byte[] bits = der(BIT_STRING, joined(new byte[1], pkcs1));
            byte[] info = der(SEQUENCE, joined(ALGORITHM, bits));
            RSAPublicKey read =
                    (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(info));
            boolean right = read.getModulus().bitLength() == BITS
                    && read.getPublicExponent().equals(BigInteger.valueOf(EXPONENT));
            return right ? Optional.of(new RsaKey(read)) : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the key has signed these bytes. Tor pads them alone (PKCS #1 type 1), without a word about the digest, so
     * that no {@code Signature} of the JDK does.
     */
    boolean hasSigned(byte[] bytes, byte[] signature) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, key);
            return Arrays.equals(bytes, cipher.doFinal(signature));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] der(int tag, byte[] content) {
        int length = content.length;
        byte[] head = {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        if (length < 0x80) {
            head = new byte[] {(byte) tag, (byte) length};
        } else if (length < 0x100) {
            head = new byte[] {(byte) tag, (byte) 0x81, (byte) length};
        }
        return joined(head, content);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
