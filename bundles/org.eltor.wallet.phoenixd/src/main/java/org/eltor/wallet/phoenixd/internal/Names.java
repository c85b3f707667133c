package org.eltor.wallet.phoenixd.internal;

import org.eltor.api.lightning.PaymentHash;

/** How the journal writes what phoenixd calls a payment. */
final class Names {
    private static final String ID = "id/";
    private static final String HASH = "hash/";

    private Names() {}

    static String ofId(String id) {
        return ID + id;
    }

    static String ofHash(PaymentHash hash) {
        return HASH + hash.hex();
    }

    static boolean isId(String name) {
        return name.startsWith(ID);
    }

    static String bare(String name) {
        return name.substring(name.indexOf('/') + 1);
    }
}
