package org.eltor.payment.internal.ledger;

import java.time.Duration;
import java.util.List;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.tor.Fingerprint;

/**
 * One relay of a circuit as the ledger keeps it.
 *
 * @param relay the relay
 * @param rate what it asks for one interval
 * @param cost what one interval was expected to cost with fees when the circuit was planned
 * @param interval length of one interval
 * @param payees how it can be paid, preferred first
 * @param handshakePreimage what its payload begins with, after the hash of it
 * @param ids the ids of intervals 1 to 10; empty when read back, since only payment requests need them
 * @param invoices where the relay is paid with BOLT11 invoices, those of intervals 1 to 10, whose payment hashes are the
 *     ids; empty elsewhere, and when read back
 */
public record HopEntry(
        Fingerprint relay,
        MilliSatoshi rate,
        MilliSatoshi cost,
        Duration interval,
        List<Payee> payees,
        PaymentId handshakePreimage,
        List<PaymentId> ids,
        List<Payee> invoices) {
    public HopEntry {
        payees = List.copyOf(payees);
        ids = List.copyOf(ids);
        invoices = List.copyOf(invoices);
    }

    /** A relay that is paid with what it offers itself. */
    public HopEntry(
            Fingerprint relay,
            MilliSatoshi rate,
            MilliSatoshi cost,
            Duration interval,
            List<Payee> payees,
            PaymentId handshakePreimage,
            List<PaymentId> ids) {
        this(relay, rate, cost, interval, payees, handshakePreimage, ids, List.of());
    }

    @Override
    public String toString() {
        return "HopEntry[" + relay + "]";
    }
}
