package org.eltor.wallet.nwc.internal;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.eltor.wallet.nwc.internal.crypto.Secp256k1;
import org.eltor.wallet.nwc.internal.nostr.NostrKeys;
import org.eltor.wallet.support.Secret;
import org.eltor.wallet.support.http.Endpoint;

/**
 * A connection string of NIP-47.
 *
 * @param wallet the wallet service's public key, in hex
 * @param relays where it listens, one or more
 * @param secret our secret key, in hex
 */
record NwcUri(String wallet, List<URI> relays, Secret secret) {
    private static final String SCHEME = "nostr+walletconnect:";
    private static final int MOST_RELAYS = 8;
    private static final String WRONG = "connection must be like nostr+walletconnect://KEY?relay=wss://…&secret=…: ";

    /** @throws IllegalArgumentException when it is not one; the message holds nothing of it */
    static NwcUri parse(Secret text) {
        String uri = text.reveal();
        if (!uri.startsWith(SCHEME)) {
            throw new IllegalArgumentException(WRONG + "it begins otherwise");
        }
        String rest = uri.substring(SCHEME.length()).replaceFirst("^//", "");
        int query = rest.indexOf('?');
        String wallet = (query < 0 ? rest : rest.substring(0, query)).toLowerCase(Locale.ROOT);
        if (!wallet.matches("[0-9a-f]{64}")
                || !Secp256k1.isPublicKey(HexFormat.of().parseHex(wallet))) {
            throw new IllegalArgumentException(WRONG + "KEY must be the wallet's public key, 64 hex digits");
        }
        List<URI> relays = new ArrayList<>();
        String secret = "";
        for (String pair : rest.substring(query + 1).split("&")) {
            if (pair.startsWith("relay=")) {
                relays.add(relay(pair.substring("relay=".length())));
            } else if (pair.startsWith("secret=")) {
                secret = pair.substring("secret=".length()).toLowerCase(Locale.ROOT);
            }
        }
        if (relays.isEmpty() || relays.size() > MOST_RELAYS) {
            throw new IllegalArgumentException(WRONG + "it must name 1 to " + MOST_RELAYS + " relays");
        }
        return new NwcUri(wallet, List.copyOf(relays), checked(secret));
    }

    private static URI relay(String encoded) {
        String text;
        try {
            text = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(WRONG + "a relay is encoded wrongly");
        }
        return Endpoint.parse("connection (relay)", text, "ws");
    }

    private static Secret checked(String secret) {
        try {
            if (secret.matches("[0-9a-f]{64}")) {
                new NostrKeys(secret);
                return new Secret(secret);
            }
        } catch (IllegalArgumentException e) {
            // not a key: said below
        }
        throw new IllegalArgumentException(WRONG + "secret must be a secret key, 64 hex digits");
    }

    @Override
    public String toString() {
        return "NwcUri[***]";
    }
}
