package org.eltor.devnet.internal.network;

/**
 * A microdescriptor (dir-spec 3.3). Relays of the private network know each other by these.
 *
 * @param text the whole document
 * @param digest its SHA-256 (32 bytes), by which the microdesc consensus refers to it
 */
record Microdescriptor(String text, byte[] digest) {

    static Microdescriptor of(RelayProfile profile, RelayKeys keys) {
        String text = "onion-key\n" + keys.tap().publicPem()
                + "ntor-onion-key " + Bytes.base64(keys.ntor().curve25519Public()) + "\n"
                + profile.familyLine()
                + (profile.exit() ? "p accept 1-65535\n" : "")
                + "id ed25519 " + Bytes.base64(keys.master().publicKey()) + "\n";
        return new Microdescriptor(text, Bytes.sha256(Bytes.ascii(text)));
    }
}
