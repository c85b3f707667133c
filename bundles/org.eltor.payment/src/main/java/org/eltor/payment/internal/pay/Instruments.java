package org.eltor.payment.internal.pay;

import java.util.List;
import java.util.random.RandomGenerator;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PaymentHash;

/**
 * What one relay of one circuit is paid with, looked up and checked.
 *
 * @param payees what wallets are given, preferred first; with invoices, what the relay itself offers
 * @param invoices those of intervals 1 to 10; empty where there are none
 * @param hashes the payment hashes of the invoices
 */
record Instruments(List<Payee> payees, List<Payee> invoices, List<PaymentHash> hashes) {
    Instruments {
        payees = List.copyOf(payees);
        invoices = List.copyOf(invoices);
        hashes = List.copyOf(hashes);
    }

    static Instruments of(List<Payee> payees) {
        return new Instruments(payees, List.of(), List.of());
    }

    HopIds ids(RandomGenerator random) {
        return hashes.isEmpty() ? HopIds.draw(random) : HopIds.ofHashes(random, hashes);
    }
}
