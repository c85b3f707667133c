package org.eltor.devnet.internal.demo;

/**
 * What a session cost.
 *
 * @param walletMsat by how much the wallet's balance fell
 * @param ledgerMsat by how much the ledger's sum rose
 */
record Money(long walletMsat, long ledgerMsat) {

    static final Money NONE = new Money(0, 0);
}
