package org.eltor.devnet.internal.demo;

import java.util.List;
import org.eltor.api.tor.Fingerprint;

/**
 * The money of one relay, from both sides.
 *
 * @param relay the relay
 * @param nickname its name for people
 * @param ledgerMsat what the payer's ledger says that it got
 * @param receivedMsat what arrived in its account, whatever for
 * @param receipts each payment of the ledger
 */
record RelayBook(Fingerprint relay, String nickname, long ledgerMsat, long receivedMsat, List<Receipt> receipts) {

    RelayBook {
        receipts = List.copyOf(receipts);
    }

    long feesMsat() {
        return receipts.stream().mapToLong(receipt -> receipt.fee().msat()).sum();
    }

    /** Payments whose preimage hashes to the payment hash under which the relay received them. */
    long proven() {
        return receipts.stream().filter(Receipt::holds).count();
    }

    boolean agrees() {
        return ledgerMsat == receivedMsat && proven() == receipts.size();
    }
}
