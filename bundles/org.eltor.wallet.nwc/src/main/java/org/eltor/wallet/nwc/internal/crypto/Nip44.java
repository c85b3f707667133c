package org.eltor.wallet.nwc.internal.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encryption of NIP-44, version 2. */
public final class Nip44 {
    /** Length of a nonce, which must be fresh for each message. */
    public static final int NONCE = 32;

    private static final byte VERSION = 2;
    private static final int MAC = 32;
    private static final int KEYS = 76;
    private static final int LEAST = 1;
    private static final int MOST = 65535;
    private static final int SHORT_LENGTH = 2;
    private static final int LONG_LENGTH = 6;
    private static final int LEAST_PAYLOAD = 132;
    private static final int LEAST_PADDED = 32;

    /** The keys of one message. */
    record MessageKeys(byte[] cipherKey, byte[] cipherNonce, byte[] macKey) {}

    private Nip44() {}

    /**
     * The key of a conversation, the same from both sides.
     *
     * @throws IllegalArgumentException when either is not a key
     */
    public static byte[] conversationKey(byte[] secret, byte[] publicKey) {
        return Hashes.hkdfExtract(Schnorr.ascii("nip44-v2"), Secp256k1.sharedX(secret, publicKey));
    }

    /** @throws CipherException when the text is empty or too long */
    public static String encrypt(String text, byte[] conversationKey, byte[] nonce) throws CipherException {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        if (plain.length < LEAST || plain.length > MOST) {
            throw new CipherException("a text of " + plain.length + " bytes");
        }
        byte[] padded = new byte[SHORT_LENGTH + paddedLength(plain.length)];
        ByteBuffer.wrap(padded).putShort((short) plain.length).put(plain);
        MessageKeys keys = messageKeys(conversationKey, nonce);
        byte[] cipher = crypt(Cipher.ENCRYPT_MODE, keys, padded);
        byte[] mac = Hashes.hmac(keys.macKey(), nonce, cipher);
        byte[] payload = ByteBuffer.allocate(1 + NONCE + cipher.length + MAC)
                .put(VERSION)
                .put(nonce)
                .put(cipher)
                .put(mac)
                .array();
        return Base64.getEncoder().encodeToString(payload);
    }

    /** @throws CipherException when it was not encrypted for us, or was changed */
    public static String decrypt(String payload, byte[] conversationKey) throws CipherException {
        if (payload.startsWith("#")) {
            throw new CipherException("unknown version of the encryption");
        }
        if (payload.length() < LEAST_PAYLOAD) {
            throw new CipherException("a payload of " + payload.length() + " letters");
        }
        byte[] bytes = base64(payload);
        if (bytes[0] != VERSION) {
            throw new CipherException("unknown version of the encryption");
        }
        int end = bytes.length - MAC;
        byte[] nonce = Arrays.copyOfRange(bytes, 1, 1 + NONCE);
        byte[] cipher = Arrays.copyOfRange(bytes, 1 + NONCE, end);
        MessageKeys keys = messageKeys(conversationKey, nonce);
        byte[] mac = Hashes.hmac(keys.macKey(), nonce, cipher);
        if (!MessageDigest.isEqual(mac, Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new CipherException("a wrong MAC");
        }
        return unpadded(crypt(Cipher.DECRYPT_MODE, keys, cipher));
    }

    static MessageKeys messageKeys(byte[] conversationKey, byte[] nonce) {
        if (conversationKey.length != NONCE || nonce.length != NONCE) {
            throw new IllegalArgumentException("keys and nonces have 32 bytes");
        }
        byte[] keys = Hashes.hkdfExpand(conversationKey, nonce, KEYS);
        return new MessageKeys(
                Arrays.copyOf(keys, 32), Arrays.copyOfRange(keys, 32, 44), Arrays.copyOfRange(keys, 44, KEYS));
    }

    static int paddedLength(int length) {
        if (length <= LEAST_PADDED) {
            return LEAST_PADDED;
        }
        int next = Integer.highestOneBit(length - 1) << 1;
        int chunk = next <= 256 ? LEAST_PADDED : next / 8;
        return chunk * ((length - 1) / chunk + 1);
    }

    private static String unpadded(byte[] padded) throws CipherException {
        ByteBuffer buffer = ByteBuffer.wrap(padded);
        int length = Short.toUnsignedInt(buffer.getShort());
        int start = SHORT_LENGTH;
        if (length == 0 && padded.length >= LONG_LENGTH) { // longer texts have four bytes more
            length = buffer.getInt();
            start = LONG_LENGTH;
            if (length <= MOST) {
                throw new CipherException("a wrong padding");
            }
        }
        if (length == 0 || length > padded.length - start || padded.length != start + paddedLength(length)) {
            throw new CipherException("a wrong padding");
        }
        return new String(padded, start, length, StandardCharsets.UTF_8);
    }

    private static byte[] base64(String payload) throws CipherException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(payload);
        } catch (IllegalArgumentException e) {
            throw new CipherException("a payload that is not base64");
        }
        if (bytes.length < 1 + NONCE + MAC + SHORT_LENGTH + LEAST_PADDED) {
            throw new CipherException("a payload of " + bytes.length + " bytes");
        }
        return bytes;
    }

    private static byte[] crypt(int mode, MessageKeys keys, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("ChaCha20");
            cipher.init(
                    mode,
                    new SecretKeySpec(keys.cipherKey(), "ChaCha20"),
                    new ChaCha20ParameterSpec(keys.cipherNonce(), 0));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has ChaCha20", e);
        }
    }
}
