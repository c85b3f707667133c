package org.eltor.devnet.internal.network;

import java.nio.ByteBuffer;
import java.time.Instant;

/** The two Ed25519 certificates of a server descriptor (cert-spec 2.1), as PEM objects. */
final class EdCertificate {

    private static final byte VERSION = 1;
    private static final byte ED25519_KEY = 1;
    private static final byte IDENTITY_SIGNS_SIGNING_KEY = 0x04;
    private static final byte NTOR_SIGNS_IDENTITY = 0x0a;
    private static final byte SIGNED_WITH_KEY_EXTENSION = 0x04;
    private static final int HEADER_LENGTH = 40;
    private static final int EXTENSION_LENGTH = 36;
    private static final int SECONDS_PER_HOUR = 3600;

    private EdCertificate() {}

    /** The master identity key certifies the signing key and names itself in an extension. */
    static String identity(EdKey master, EdKey signing, Instant expires) {
        ByteBuffer body = header(IDENTITY_SIGNS_SIGNING_KEY, signing, expires, EXTENSION_LENGTH);
        body.put((byte) 1)
                .putShort((short) 32)
                .put(SIGNED_WITH_KEY_EXTENSION)
                .put((byte) 0)
                .put(master.publicKey());
        return signed(body, master);
    }

    /**
     * The ntor key certifies the master identity key; the reader knows the signer, so it is not
     * named.
     */
    static String ntorCrossCertificate(EdKey ntor, EdKey master, Instant expires) {
        return signed(header(NTOR_SIGNS_IDENTITY, master, expires, 0).put((byte) 0), ntor);
    }

    private static ByteBuffer header(byte type, EdKey certified, Instant expires, int extensionLength) {
        return ByteBuffer.allocate(HEADER_LENGTH + extensionLength)
                .put(VERSION)
                .put(type)
                .putInt((int) (expires.getEpochSecond() / SECONDS_PER_HOUR))
                .put(ED25519_KEY)
                .put(certified.publicKey());
    }

    private static String signed(ByteBuffer body, EdKey signer) {
        return Pem.encode("ED25519 CERT", Bytes.concat(body.array(), signer.sign(body.array())));
    }
}
