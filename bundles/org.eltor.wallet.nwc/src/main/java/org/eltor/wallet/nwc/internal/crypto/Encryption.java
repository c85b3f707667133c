package org.eltor.wallet.nwc.internal.crypto;

import java.security.SecureRandom;

/** How a conversation is encrypted. */
public enum Encryption {
    NIP44("nip44_v2") {
        @Override
        public String encrypt(String text, byte[] secret, byte[] publicKey, SecureRandom random)
                throws CipherException {
            return Nip44.encrypt(text, Nip44.conversationKey(secret, publicKey), fresh(random, Nip44.NONCE));
        }

        @Override
        public String decrypt(String payload, byte[] secret, byte[] publicKey) throws CipherException {
            return Nip44.decrypt(payload, Nip44.conversationKey(secret, publicKey));
        }
    },
    NIP04("nip04") {
        @Override
        public String encrypt(String text, byte[] secret, byte[] publicKey, SecureRandom random)
                throws CipherException {
            return Nip04.encrypt(text, Secp256k1.sharedX(secret, publicKey), fresh(random, Nip04.IV));
        }

        @Override
        public String decrypt(String payload, byte[] secret, byte[] publicKey) throws CipherException {
            return Nip04.decrypt(payload, Secp256k1.sharedX(secret, publicKey));
        }
    };

    private final String tag;

    Encryption(String tag) {
        this.tag = tag;
    }

    /** What tags call it. */
    public String tag() {
        return tag;
    }

    public abstract String encrypt(String text, byte[] secret, byte[] publicKey, SecureRandom random)
            throws CipherException;

    public abstract String decrypt(String payload, byte[] secret, byte[] publicKey) throws CipherException;

    private static byte[] fresh(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
