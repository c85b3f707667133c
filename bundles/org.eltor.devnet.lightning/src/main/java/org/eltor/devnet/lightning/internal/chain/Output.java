package org.eltor.devnet.lightning.internal.chain;

/**
 * Coins under a condition.
 *
 * @param satoshi how much
 * @param script who may spend them
 */
record Output(long satoshi, byte[] script) {
    byte[] toBytes() {
        return new ChainBytes().int64(satoshi).counted(script).toBytes();
    }
}
