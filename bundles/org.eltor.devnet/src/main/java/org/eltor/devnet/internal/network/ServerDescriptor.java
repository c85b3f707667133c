package org.eltor.devnet.internal.network;

import java.time.Duration;
import java.time.Instant;

/**
 * A server descriptor (dir-spec 2.1.1) with the payment lines of an elTor relay, signed with the
 * relay's own keys, in the order in which tor itself writes one.
 *
 * @param text the whole document
 * @param digest its SHA-1 (20 bytes), by which the ns consensus refers to it
 */
record ServerDescriptor(String text, byte[] digest) {

    private static final String SIGNATURE_PREFIX = "Tor router descriptor signature v1";
    private static final Duration CERTIFICATE_LIFETIME = Duration.ofDays(365);
    /** Bytes per second: promised average, promised burst, observed. */
    private static final String BANDWIDTH = "bandwidth 1073741824 1073741824 50000000\n";

    static ServerDescriptor of(RelayProfile profile, RelayKeys keys, Instant now) {
        String unsigned = head(profile, keys, now) + keyLines(keys, now) + tail(profile, keys);
        byte[] edDigest = Bytes.sha256(Bytes.ascii(SIGNATURE_PREFIX + unsigned));
        String signed = unsigned + Bytes.base64(keys.signing().sign(edDigest)) + "\nrouter-signature\n";
        byte[] digest = Bytes.sha1(Bytes.ascii(signed));
        return new ServerDescriptor(
                signed + Pem.encode("SIGNATURE", keys.identity().sign(digest)), digest);
    }

    private static String head(RelayProfile profile, RelayKeys keys, Instant now) {
        String certificate = EdCertificate.identity(keys.master(), keys.signing(), now.plus(CERTIFICATE_LIFETIME));
        return "router " + profile.nickname() + " " + profile.address() + " " + profile.orPort() + " 0 0\n"
                + "identity-ed25519\n" + certificate // must come second
                + "master-key-ed25519 " + Bytes.base64(keys.master().publicKey()) + "\n"
                + "platform " + DirectoryText.VERSION + " on Linux\n"
                + "proto " + DirectoryText.PROTOCOLS + "\n"
                + "published " + DirectoryText.time(now.minusSeconds(60)) + "\n"
                + "fingerprint " + keys.fingerprint().replaceAll("(.{4})(?!$)", "$1 ") + "\n"
                + "uptime 60\n"
                + BANDWIDTH;
    }

    private static String keyLines(RelayKeys keys, Instant now) {
        Instant expires = now.plus(CERTIFICATE_LIFETIME);
        byte[] crossCertified =
                Bytes.concat(keys.identity().fingerprint(), keys.master().publicKey());
        return "onion-key\n" + keys.tap().publicPem()
                + "signing-key\n" + keys.identity().publicPem()
                + "onion-key-crosscert\n" + Pem.encode("CROSSCERT", keys.tap().sign(crossCertified))
                + "ntor-onion-key-crosscert " + keys.ntor().signBit() + "\n"
                + EdCertificate.ntorCrossCertificate(keys.ntor(), keys.master(), expires);
    }

    /**
     * Everything after the keys, up to and including the space after the keyword of the first
     * signature.
     */
    private static String tail(RelayProfile profile, RelayKeys keys) {
        return profile.familyLine()
                + "hidden-service-dir\n"
                + profile.offer().descriptorLines()
                + "ntor-onion-key " + Bytes.base64(keys.ntor().curve25519Public()) + "\n"
                + (profile.exit() ? "accept *:*\n" : "reject *:*\n")
                + "tunnelled-dir-server\n"
                + "router-sig-ed25519 ";
    }
}
