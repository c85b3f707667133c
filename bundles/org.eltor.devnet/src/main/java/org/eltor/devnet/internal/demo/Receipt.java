package org.eltor.devnet.internal.demo;

import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.tor.Fingerprint;

/**
 * One payment as the payer's ledger has it, held against what its relay received.
 *
 * @param relay who was paid
 * @param updatedAt when the ledger learned of it, in seconds since 1970
 * @param hash the payment hash, which names the payment on the Lightning network
 * @param received what arrived at the relay under this hash and with the right note; nothing when it did not
 * @param fee what routing cost
 * @param proven whether the ledger's preimage hashes to {@code hash}
 */
record Receipt(
        Fingerprint relay, long updatedAt, PaymentHash hash, MilliSatoshi received, MilliSatoshi fee, boolean proven) {

    boolean holds() {
        return proven && received.msat() > 0;
    }
}
