package org.eltor.devnet.internal.network;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import javax.crypto.Cipher;

/**
 * A fresh RSA key pair in the forms tor reads and writes: PKCS#1 DER, PEM, and signatures over bare
 * digests.
 */
final class RsaKey {

    private final RSAPublicKey publicKey;
    private final RSAPrivateCrtKey privateKey;

    private RsaKey(KeyPair pair) {
        publicKey = (RSAPublicKey) pair.getPublic();
        privateKey = (RSAPrivateCrtKey) pair.getPrivate();
    }

    static RsaKey generate(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new RsaKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime makes no RSA keys", e);
        }
    }

    /** The PKCS#1 RSAPublicKey, of which tor's fingerprints are the SHA-1. */
    byte[] publicDer() {
        return Der.sequence(List.of(publicKey.getModulus(), publicKey.getPublicExponent()));
    }

    /** The 20 byte fingerprint of this key. */
    byte[] fingerprint() {
        return Bytes.sha1(publicDer());
    }

    String publicPem() {
        return Pem.encode("RSA PUBLIC KEY", publicDer());
    }

    /** The PKCS#1 RSAPrivateKey, version 0, as tor's key files hold it. */
    String privatePem() {
        return Pem.encode(
                "RSA PRIVATE KEY",
                Der.sequence(List.of(
                        BigInteger.ZERO,
                        privateKey.getModulus(),
                        privateKey.getPublicExponent(),
                        privateKey.getPrivateExponent(),
                        privateKey.getPrimeP(),
                        privateKey.getPrimeQ(),
                        privateKey.getPrimeExponentP(),
                        privateKey.getPrimeExponentQ(),
                        privateKey.getCrtCoefficient())));
    }

    /**
     * Signs as tor does: PKCS#1 type 1 padding around the digest itself, no DigestInfo (dir-spec
     * 1.3).
     */
    byte[] sign(byte[] digest) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, privateKey); // with a private key this means type 1 padding
            return cipher.doFinal(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA signature failed", e);
        }
    }
}
