package org.eltor.devnet.internal.network;

import java.util.Base64;

/** PEM objects as directory documents hold them: 64 columns, bare newlines (dir-spec 1.2). */
final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    /** The object with its BEGIN and END lines, ending in a newline. */
    static String encode(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + LINES.encodeToString(content) + "\n-----END " + type + "-----\n";
    }
}
