package org.eltor.relay.internal.document;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;

/** A server descriptor that its relay has signed (dir-spec 2.1.1), or one in which one thing is wrong. */
final class SignedDescriptor {
    /** What is wrong: everything that is signed after it is right. */
    enum Flaw {
        NONE,
        CERTIFICATE,
        ONION_KEY,
        NTOR_KEY,
        FAMILY,
        FAMILY_OF_ANOTHER,
        ED25519,
        RSA
    }

    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private final Flaw flaw;
    private final KeyPair identity;
    private final KeyPair onion;
    private final KeyPair master;
    private final KeyPair signing;
    private final KeyPair ntor;
    private final KeyPair family;

    private SignedDescriptor(Flaw flaw) throws GeneralSecurityException {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(1); // the same keys each time
        this.flaw = flaw;
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024, random);
        identity = rsa.generateKeyPair();
        onion = rsa.generateKeyPair();
        KeyPairGenerator ed25519 = KeyPairGenerator.getInstance("Ed25519");
        ed25519.initialize(255, random);
        master = ed25519.generateKeyPair();
        signing = ed25519.generateKeyPair();
        ntor = ed25519.generateKeyPair();
        family = ed25519.generateKeyPair();
    }

    static byte[] with(Flaw flaw) {
        try {
            return new SignedDescriptor(flaw).text();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] text() throws GeneralSecurityException {
        byte[] fingerprint = sha1(pkcs1(identity));
        byte[] both = Arrays.copyOf(fingerprint, 52);
        System.arraycopy(raw(master), 0, both, 20, 32);
        boolean another = flaw == Flaw.FAMILY_OF_ANOTHER;
        String text = "router signed 10.0.0.1 9001 0 0\n"
                + "identity-ed25519\n"
                + object("ED25519 CERT", broken(Flaw.CERTIFICATE, certificate(4, raw(signing), master, true)))
                + "published 2026-01-01 00:00:00\n"
                + "fingerprint "
                + HexFormat.of().withUpperCase().formatHex(fingerprint).replaceAll("(.{4})(?!$)", "$1 ")
                + "\nuptime 100\nbandwidth 1 1 1\n"
                + "onion-key\n" + object("RSA PUBLIC KEY", pkcs1(onion))
                + "signing-key\n" + object("RSA PUBLIC KEY", pkcs1(identity))
                + "onion-key-crosscert\n"
                + object("CROSSCERT", broken(Flaw.ONION_KEY, rsaSigned(onion, both)))
                + "ntor-onion-key-crosscert " + (raw(ntor)[31] >> 7 & 1) + "\n"
                + object("ED25519 CERT", broken(Flaw.NTOR_KEY, certificate(10, raw(master), ntor, false)))
                + "family-cert\n"
                + object(
                        "FAMILY CERT", broken(Flaw.FAMILY, certificate(12, raw(another ? ntor : master), family, true)))
                + "ntor-onion-key " + Base64.getEncoder().encodeToString(montgomery(raw(ntor))) + "\n"
                + "accept *:80\nreject *:*\n"
                + "router-sig-ed25519 ";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes("Tor router descriptor signature v1" + text));
        text += Base64.getEncoder().withoutPadding().encodeToString(broken(Flaw.ED25519, signed(signing, digest)))
                + "\nrouter-signature\n";
        text += object("SIGNATURE", broken(Flaw.RSA, rsaSigned(identity, sha1(bytes(text)))));
        return bytes(text);
    }

    private byte[] broken(Flaw which, byte[] bytes) {
        if (flaw == which) {
            bytes[bytes.length - 20] ^= 1;
        }
        return bytes;
    }

    private static byte[] certificate(int type, byte[] key, KeyPair signer, boolean named)
            throws GeneralSecurityException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {1, (byte) type, 0, 7, 0, 0, 1});
        out.writeBytes(key);
        out.write(named ? 1 : 0);
        if (named) {
            out.writeBytes(new byte[] {0, 32, 4, 0});
            out.writeBytes(raw(signer));
        }
        out.writeBytes(signed(signer, out.toByteArray()));
        return out.toByteArray();
    }

    private static byte[] signed(KeyPair key, byte[] text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(text);
        return signature.sign();
    }

    private static byte[] rsaSigned(KeyPair key, byte[] bytes) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key.getPrivate());
        return cipher.doFinal(bytes);
    }

    /** The key without what the JDK writes around it: RFC 8410 has 12 bytes before it. */
    private static byte[] raw(KeyPair key) {
        byte[] info = key.getPublic().getEncoded();
        return Arrays.copyOfRange(info, info.length - 32, info.length);
    }

    /** The key without what the JDK writes around it: RFC 3279 has 22 bytes before it for 1024 bits. */
    private static byte[] pkcs1(KeyPair key) {
        byte[] info = key.getPublic().getEncoded();
        return Arrays.copyOfRange(info, 22, info.length);
    }

    /** The Curve25519 key of an Ed25519 key: {@code u = (1 + y) / (1 - y)}. */
    private static byte[] montgomery(byte[] key) {
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = key[31 - i];
        }
        bigEndian[0] &= 0x7f;
        BigInteger y = new BigInteger(1, bigEndian);
        BigInteger u = BigInteger.ONE
                .add(y)
                .multiply(BigInteger.ONE.subtract(y).modInverse(PRIME))
                .mod(PRIME);
        byte[] digits = u.toByteArray();
        byte[] result = new byte[32];
        for (int i = 0; i < Math.min(32, digits.length); i++) {
            result[i] = digits[digits.length - 1 - i];
        }
        return result;
    }

    private static byte[] sha1(byte[] text) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(text);
    }

    private static String object(String label, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
