package org.eltor.relay.internal.document;

import java.util.Arrays;
import java.util.Optional;

/**
 * An Ed25519 certificate of tor (cert-spec 2.1): the word of one key for another. When it ends is not looked at, since
 * documents of any age are read.
 */
final class Certificate {
    /** By a relay's identity, for the key that it signs descriptors with. */
    static final int SIGNING_KEY = 4;
    /** By a relay's onion key, for its identity. */
    static final int ONION_KEY = 10;
    /** By a family's key, for a relay's identity. */
    static final int FAMILY = 12;

    private static final int VERSION = 1;
    private static final int ED25519_KEY = 1;
    private static final int HEAD = 40;
    private static final int SIGNED_WITH = 4;
    private static final int AFFECTS_VALIDATION = 1;

    private final byte[] bytes;
    private final byte[] signer;

    private Certificate(byte[] bytes, byte[] signer) {
        this.bytes = bytes;
        this.signer = signer;
    }

    /** Takes it apart; empty where it has not the form of any certificate that could be checked here. */
    static Optional<Certificate> parse(byte[] bytes) {
        if (bytes.length < HEAD + Ed25519.SIGNATURE_BYTES || bytes[0] != VERSION || bytes[6] != ED25519_KEY) {
            return Optional.empty();
        }
        int end = bytes.length - Ed25519.SIGNATURE_BYTES;
        int at = HEAD;
        byte[] signer = null;
        for (int i = 0; i < (bytes[HEAD - 1] & 0xff); i++) {
            int length = at + 4 <= end ? (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff : end;
            int from = at + 4;
            if (from + length > end) {
                return Optional.empty();
            }
            if (bytes[at + 2] == SIGNED_WITH && length == Ed25519.KEY_BYTES) {
                signer = Arrays.copyOfRange(bytes, from, from + length);
            } else if (bytes[at + 2] == SIGNED_WITH || (bytes[at + 3] & AFFECTS_VALIDATION) != 0) {
                return Optional.empty();
            }
            at = from + length;
        }
        return at == end ? Optional.of(new Certificate(bytes, signer)) : Optional.empty();
    }

    /** What it is for: one of the constants here, or another number. */
    int type() {
        return bytes[1];
    }

    /** The key that it is about, 32 bytes. */
    byte[] key() {
        return Arrays.copyOfRange(bytes, HEAD - 1 - Ed25519.KEY_BYTES, HEAD - 1);
    }

    /** The key that it says it is signed with, 32 bytes; empty where it does not say. */
    Optional<byte[]> signer() {
        return Optional.ofNullable(signer);
    }

    boolean isSignedBy(byte[] key) {
        int end = bytes.length - Ed25519.SIGNATURE_BYTES;
        return Ed25519.verifies(key, Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length));
    }
}
