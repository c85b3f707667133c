package org.eltor.wallet.nwc.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256, and what is made of it: tagged hashes (BIP 340), HMAC (RFC 2104), HKDF (RFC 5869). */
public final class Hashes {
    private static final String HMAC = "HmacSHA256";

    private Hashes() {}

    public static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static byte[] tagged(String tag, byte[]... parts) {
        byte[] name = sha256(Schnorr.ascii(tag));
        byte[][] all = new byte[parts.length + 2][];
        all[0] = name;
        all[1] = name;
        System.arraycopy(parts, 0, all, 2, parts.length);
        return sha256(all);
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC with SHA-256", e);
        }
    }

    static byte[] hkdfExtract(byte[] salt, byte[] key) {
        return hmac(salt, key);
    }

    static byte[] hkdfExpand(byte[] key, byte[] info, int length) {
        byte[] result = new byte[length];
        byte[] block = new byte[0];
        int done = 0;
        for (byte number = 1; done < length; number++) {
            block = hmac(key, block, info, new byte[] {number});
            int part = Math.min(block.length, length - done);
            System.arraycopy(block, 0, result, done, part);
            done += part;
        }
        Arrays.fill(block, (byte) 0);
        return result;
    }
}
