package org.eltor.devnet.internal.network;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;

/** Checks signatures with keys that the JDK reads from their standard encodings. */
final class Signatures {

    private static final HexFormat HEX = HexFormat.of();
    private static final int SIGNATURE_LENGTH = 64;

    private Signatures() {}

    /** Whether the last 64 bytes are a signature over all bytes before them. */
    static boolean edVerifies(byte[] publicKey, byte[] signed) throws GeneralSecurityException {
        byte[] spki = Bytes.concat(HEX.parseHex("302a300506032b6570032100"), publicKey); // RFC 8410 4
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(signed, 0, signed.length - SIGNATURE_LENGTH);
        return signature.verify(Arrays.copyOfRange(signed, signed.length - SIGNATURE_LENGTH, signed.length));
    }

    /**
     * The digest inside a signature by an RSA key of 1024 bits, given in its PKCS#1 form of 140
     * bytes.
     */
    static byte[] rsaRecover(byte[] pkcs1, byte[] signature) throws GeneralSecurityException {
        byte[] spki = Bytes.concat(HEX.parseHex("30819f300d06092a864886f70d010101050003818d00"), pkcs1);
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.DECRYPT_MODE, KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki)));
        return cipher.doFinal(signature);
    }
}
