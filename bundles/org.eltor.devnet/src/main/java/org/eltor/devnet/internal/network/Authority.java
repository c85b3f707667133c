package org.eltor.devnet.internal.network;

import java.time.Duration;
import java.time.Instant;

/**
 * The one directory authority of the private network. It exists only as keys: no process answers at
 * its address, since everything it would say is in the data directories before the first tor
 * starts.
 */
final class Authority {

    /** Where tor believes the authority to be. Nobody listens there. */
    static final String ADDRESS = "127.9.0.1";

    static final int DIR_PORT = 7;
    static final int OR_PORT = 9;

    private static final int KEY_BITS = 1024; // half a second faster than what a real authority has
    private static final Duration LIFETIME = Duration.ofDays(365);

    private final RsaKey identity = RsaKey.generate(KEY_BITS);
    private final RsaKey signing = RsaKey.generate(KEY_BITS);

    /** The fingerprint of the identity key, 40 hex digits. */
    String v3Identity() {
        return DirectoryText.hex(identity.fingerprint());
    }

    String signingKeyDigest() {
        return DirectoryText.hex(signing.fingerprint());
    }

    /** The PEM object of a signature with the signing key. */
    String sign(byte[] digest) {
        return Pem.encode("SIGNATURE", signing.sign(digest));
    }

    /** The key certificate (dir-spec 3.1), valid from two days ago for a year. */
    String certificate(Instant now) {
        String text = "dir-key-certificate-version 3\n"
                + "fingerprint " + v3Identity() + "\n"
                + "dir-key-published " + DirectoryText.time(now.minus(Duration.ofDays(2))) + "\n"
                + "dir-key-expires " + DirectoryText.time(now.plus(LIFETIME)) + "\n"
                + "dir-identity-key\n" + identity.publicPem()
                + "dir-signing-key\n" + signing.publicPem()
                + "dir-key-crosscert\n" + Pem.encode("ID SIGNATURE", signing.sign(identity.fingerprint()))
                + "dir-key-certification\n";
        return text + Pem.encode("SIGNATURE", identity.sign(Bytes.sha1(Bytes.ascii(text))));
    }
}
