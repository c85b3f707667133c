package org.eltor.wallet.support.codec;

import java.util.Arrays;
import java.util.HexFormat;

/** The blinded paths of an offer (BOLT 4), as far as their shape goes; whether keys are points is the wallet's. */
final class BlindedPaths {
    private static final int KEY = 33;
    private static final int CHANNEL_AND_DIRECTION = 9;

    private final byte[] bytes;
    private int at;

    private BlindedPaths(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws CodecException when they are not one or more paths with one or more hops each */
    static void check(byte[] bytes) throws CodecException {
        BlindedPaths paths = new BlindedPaths(bytes);
        do {
            paths.path();
        } while (paths.at < bytes.length);
    }

    /** Whether the first path begins at a node. */
    static boolean beginsAt(byte[] bytes, String node) {
        return bytes.length > KEY
                && HexFormat.of().formatHex(Arrays.copyOf(bytes, KEY)).equals(node);
    }

    private void path() throws CodecException {
        if (next() <= 1) {
            skip(CHANNEL_AND_DIRECTION);
        } else {
            key();
        }
        key();
        int hops = next();
        skip(1);
        if (hops == 0) {
            throw new CodecException("it has a path without hops");
        }
        for (int i = 0; i < hops; i++) {
            key();
            int length = next() << 8;
            skip(1);
            length |= next();
            skip(1 + length);
        }
    }

    private void key() throws CodecException {
        if (next() != 2 && next() != 3) {
            throw new CodecException("a key in it is malformed");
        }
        skip(KEY);
    }

    private int next() throws CodecException {
        if (at >= bytes.length) {
            throw new CodecException("a path in it is cut off");
        }
        return bytes[at] & 0xff;
    }

    private void skip(int count) throws CodecException {
        if (count > bytes.length - at) {
            throw new CodecException("a path in it is cut off");
        }
        at += count;
    }
}
