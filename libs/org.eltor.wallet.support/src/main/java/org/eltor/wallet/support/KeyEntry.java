package org.eltor.wallet.support;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.PaymentResult;

/** What a wallet knows of one key. Guarded by the lock of its owner. */
final class KeyEntry {
    /** The running payment; null when none runs. */
    CompletableFuture<PaymentResult> running;
    /** The last word on it; null before the first. */
    PaymentResult last;
    /** When the wallet was last asked to pay, or last answered that; null before. */
    Instant spokenAt;
    /** A lookup called it never made: it must stay so. */
    boolean absent;

    boolean isIdle() {
        return running == null;
    }

    boolean isOver() {
        return last instanceof PaymentResult.Settled || last instanceof PaymentResult.Failed;
    }

    /** The payment may exist, and nobody has said what became of it. */
    boolean isOpen() {
        return last instanceof PaymentResult.Pending || last instanceof PaymentResult.Unknown;
    }
}
