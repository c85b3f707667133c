package org.eltor.wallet.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.PaymentResult;

/** What a wallet knows of one key. Guarded by the lock of its owner. */
final class KeyEntry {
    /** The running payment; null when none runs. */
    CompletableFuture<PaymentResult> running;
    /** The last word on it; null before the first. */
    PaymentResult last;
    /** When the wallet was asked to pay; null before, and when it was asked before it was opened. */
    Instant askedAt;
    /** When the wallet was last asked to pay, or last answered that; null before. */
    Instant spokenAt;
    /** A lookup called it never made: it must stay so. */
    boolean absent;

    boolean isIdle() {
        return running == null;
    }

    /**
     * Whether the wallet may still be at it.
     *
     * @param latest when it was asked at the latest, if it was asked before it was opened
     */
    boolean isTried(Instant latest, Duration trying, Instant now) {
        return running != null || now.isBefore((askedAt == null ? latest : askedAt).plus(trying));
    }

    /** Whether a payment that the wallet does not show may yet turn up. */
    boolean mayAppear(Instant latest, Duration absence, Instant now) {
        return now.isBefore((spokenAt == null ? latest : spokenAt).plus(absence));
    }

    boolean isOver() {
        return last instanceof PaymentResult.Settled || last instanceof PaymentResult.Failed;
    }

    /** The payment may exist, and nobody has said what became of it. */
    boolean isOpen() {
        return last instanceof PaymentResult.Pending || last instanceof PaymentResult.Unknown;
    }
}
