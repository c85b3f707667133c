package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The keys of one relay, made before its process starts, so that its documents can be signed for
 * it. The signing key is used for the forged descriptor only; the process makes another one from
 * its master key.
 *
 * @param identity the key behind the fingerprint
 * @param tap the obsolete onion key: elTor daemons refuse a descriptor without it, though nobody
 *     uses it any more
 * @param master the Ed25519 identity
 * @param signing signs the descriptor
 * @param ntor the onion key in use
 */
record RelayKeys(RsaKey identity, RsaKey tap, EdKey master, EdKey signing, EdKey ntor) {

    /** Tor accepts no other length of these two RSA keys. */
    private static final int RSA_BITS = 1024;

    private static final int TAG_LENGTH = 32;

    /** Makes a TAP key, which all relays of a network may share: that saves a fifth of the time. */
    static RsaKey generateTap() {
        return RsaKey.generate(RSA_BITS);
    }

    static RelayKeys generate(RsaKey tap) {
        return new RelayKeys(RsaKey.generate(RSA_BITS), tap, EdKey.generate(), EdKey.generate(), EdKey.generate());
    }

    /** 40 upper case hex digits. */
    String fingerprint() {
        return DirectoryText.hex(identity.fingerprint());
    }

    /** Writes the files of tor's {@code keys} directory that fix who the relay is. */
    void writeTo(Path directory) throws IOException {
        Files.writeString(directory.resolve("secret_onion_key"), tap.privatePem());
        Files.writeString(directory.resolve("secret_id_key"), identity.privatePem());
        Files.write(
                directory.resolve("secret_onion_key_ntor"),
                tagged("== c25519v1: onion ==", ntor.curve25519Secret(), ntor.curve25519Public()));
        Files.write(
                directory.resolve("ed25519_master_id_secret_key"),
                tagged("== ed25519v1-secret: type0 ==", master.expandedSecret()));
        Files.write(
                directory.resolve("ed25519_master_id_public_key"),
                tagged("== ed25519v1-public: type0 ==", master.publicKey()));
    }

    /** Tor's binary key files start with a tag, filled up with zeros. */
    private static byte[] tagged(String tag, byte[]... content) {
        return Bytes.concat(Arrays.copyOf(Bytes.ascii(tag), TAG_LENGTH), Bytes.concat(content));
    }
}
