package org.eltor.payment.internal.payee;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The blinded paths of an offer (BOLT 12, {@code offer_paths}; BOLT 4, {@code blinded_path}), checked for their form.
 *
 * @param firstNodes where each path begins: a node's key in hex; empty where a channel and its direction say it
 */
record OfferPaths(List<Optional<String>> firstNodes) {
    private static final int KEY = 33;
    private static final int CHANNEL_ID = 8;

    OfferPaths {
        firstNodes = List.copyOf(firstNodes);
    }

    static OfferPaths parse(byte[] bytes) throws PayeeException {
        ByteReader reader = new ByteReader(bytes);
        List<Optional<String>> nodes = new ArrayList<>();
        do {
            nodes.add(firstNode(reader));
            key(reader.take(KEY)); // the path's own key
            int hops = reader.octet();
            if (hops == 0) {
                throw new PayeeException("a path in it has no hops");
            }
            for (int hop = 0; hop < hops; hop++) {
                key(reader.take(KEY));
                reader.take((int) reader.number(2));
            }
        } while (reader.left() > 0);
        return new OfferPaths(nodes);
    }

    /** {@code sciddir_or_pubkey}: 0 or 1 is a direction that a channel's id follows, 2 or 3 begins a key. */
    private static Optional<String> firstNode(ByteReader reader) throws PayeeException {
        int first = reader.octet();
        if (first <= 1) {
            reader.take(CHANNEL_ID);
            return Optional.empty();
        }
        byte[] key = new byte[KEY];
        key[0] = (byte) first;
        System.arraycopy(reader.take(KEY - 1), 0, key, 1, KEY - 1);
        return Optional.of(key(key));
    }

    private static String key(byte[] bytes) throws PayeeException {
        if (!Secp256k1.isPoint(bytes)) {
            throw new PayeeException("a path in it has a key that is none");
        }
        return HexFormat.of().formatHex(bytes);
    }
}
