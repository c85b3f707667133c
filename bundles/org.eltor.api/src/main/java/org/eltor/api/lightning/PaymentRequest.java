package org.eltor.api.lightning;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One payment to be made, and all that is needed to find it again after a crash.
 *
 * @param key drawn and stored by the payer before the wallet is asked; a wallet never makes two payments for one key
 * @param payee who is paid
 * @param amount what the payee receives, more than nothing; a wallet of whole satoshi rounds up
 * @param maxFee the most that may be paid in fees on top
 * @param note what the payee sees
 * @param createdAt when the payer stored the request: nothing was paid for this key before; the wallet is asked to pay
 *     within seconds, or not at all
 * @param handle what {@link Wallet#prepare} answered; empty before it was asked and where the wallet has none
 * @param sendUntil from then on it is not sent any more: nobody would be served for it; empty where that never ends
 */
public record PaymentRequest(
        UUID key,
        Payee payee,
        MilliSatoshi amount,
        MilliSatoshi maxFee,
        PayerNote note,
        Instant createdAt,
        Optional<PaymentHandle> handle,
        Optional<Instant> sendUntil) {
    /** @throws IllegalArgumentException when the amount is nothing */
    public PaymentRequest {
        if (amount.msat() == 0) {
            throw new IllegalArgumentException("a payment of nothing");
        }
    }

    /** A request that no wallet has prepared. */
    public PaymentRequest(
            UUID key, Payee payee, MilliSatoshi amount, MilliSatoshi maxFee, PayerNote note, Instant createdAt) {
        this(key, payee, amount, maxFee, note, createdAt, Optional.empty(), Optional.empty());
    }

    /** The same request with the handle that the wallet gave it. */
    public PaymentRequest prepared(Optional<PaymentHandle> given) {
        return new PaymentRequest(key, payee, amount, maxFee, note, createdAt, given, sendUntil);
    }

    /** The same request with an end of its time. */
    public PaymentRequest sentBefore(Instant end) {
        return new PaymentRequest(key, payee, amount, maxFee, note, createdAt, handle, Optional.of(end));
    }

    /** Whether its time to be sent is over. */
    public boolean isTooLate(Instant now) {
        return sendUntil.filter(end -> !now.isBefore(end)).isPresent();
    }

    /** The same request, stored now: preparing it took its time. */
    public PaymentRequest storedAt(Instant now) {
        return new PaymentRequest(key, payee, amount, maxFee, note, now, handle, sendUntil);
    }
}
