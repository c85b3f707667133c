package org.eltor.wallet.nwc.internal.nostr;

import java.util.HexFormat;
import org.eltor.wallet.nwc.internal.crypto.Secp256k1;

/** A key pair. Does not print its secret. */
public final class NostrKeys {
    private final byte[] secret;
    private final String publicKey;

    /** @throws IllegalArgumentException when it is not a secret key in hex */
    public NostrKeys(String secretHex) {
        secret = HexFormat.of().parseHex(secretHex);
        publicKey = HexFormat.of().formatHex(Secp256k1.publicKey(secret));
    }

    public byte[] secret() {
        return secret.clone();
    }

    public String publicKey() {
        return publicKey;
    }

    @Override
    public String toString() {
        return "NostrKeys[***]";
    }
}
