package org.eltor.devnet.lightning.internal.chain;

import java.util.HexFormat;

/**
 * One output of a transaction.
 *
 * @param txid the transaction's id in hex, in the order of bytes on the wire
 * @param index which of its outputs
 */
record Outpoint(String txid, long index) {
    private static final String NOTHING = "0".repeat(64);
    private static final long NO_INDEX = 0xffff_ffffL;

    /** What a coinbase "spends". */
    static final Outpoint NONE = new Outpoint(NOTHING, NO_INDEX);

    byte[] toBytes() {
        return new ChainBytes().raw(HexFormat.of().parseHex(txid)).int32(index).toBytes();
    }
}
