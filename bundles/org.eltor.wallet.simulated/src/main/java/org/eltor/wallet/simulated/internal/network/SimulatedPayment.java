package org.eltor.wallet.simulated.internal.network;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentResult;

/** One payment that the network took on. Guarded by its network. */
final class SimulatedPayment {
    final UUID key;
    final Payee payee;
    final PayerNote note;
    final MilliSatoshi amount;
    final MilliSatoshi fee;
    final Instant takenAt;
    final Fate fate;

    /** What the caller of pay is told; never completes when the call hangs. */
    final CompletableFuture<PaymentResult> answer = new CompletableFuture<>();

    /** Pending until the end. */
    PaymentResult state = new PaymentResult.Pending();

    SimulatedPayment(
            UUID key, Payee payee, PayerNote note, MilliSatoshi amount, MilliSatoshi fee, Instant takenAt, Fate fate) {
        this.key = key;
        this.payee = payee;
        this.note = note;
        this.amount = amount;
        this.fee = fee;
        this.takenAt = takenAt;
        this.fate = fate;
    }

    /** What it takes from the wallet when it settles. */
    MilliSatoshi total() {
        return amount.plus(fee);
    }

    boolean isOpen() {
        return state instanceof PaymentResult.Pending;
    }
}
