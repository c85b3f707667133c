package org.eltor.wallet.nwc.internal.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encryption of NIP-04, for old services: without a MAC, so the signature of the event must be relied on. */
public final class Nip04 {
    /** Length of an initialization vector, which must be fresh for each message. */
    public static final int IV = 16;

    private static final String SEPARATOR = "?iv=";

    private Nip04() {}

    /** @param shared from {@link Secp256k1#sharedX} */
    public static String encrypt(String text, byte[] shared, byte[] iv) throws CipherException {
        byte[] cipher = crypt(Cipher.ENCRYPT_MODE, shared, iv, text.getBytes(StandardCharsets.UTF_8));
        Base64.Encoder base64 = Base64.getEncoder();
        return base64.encodeToString(cipher) + SEPARATOR + base64.encodeToString(iv);
    }

    /** @param shared from {@link Secp256k1#sharedX} */
    public static String decrypt(String payload, byte[] shared) throws CipherException {
        int separator = payload.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new CipherException("a payload without an initialization vector");
        }
        try {
            byte[] cipher = Base64.getDecoder().decode(payload.substring(0, separator));
            byte[] iv = Base64.getDecoder().decode(payload.substring(separator + SEPARATOR.length()));
            return new String(crypt(Cipher.DECRYPT_MODE, shared, iv, cipher), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new CipherException("a payload that is not base64");
        }
    }

    private static byte[] crypt(int mode, byte[] key, byte[] iv, byte[] data) throws CipherException {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new CipherException("a payload that cannot be decrypted");
        }
    }
}
