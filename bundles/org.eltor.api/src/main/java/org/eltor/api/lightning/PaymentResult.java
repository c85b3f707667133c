package org.eltor.api.lightning;

import java.util.Optional;

/**
 * What became of a payment. A wallet answers every request with exactly one of these; only {@link Failed} and
 * {@link Rejected} allow another attempt.
 */
public sealed interface PaymentResult {
    /**
     * The payee has the money.
     *
     * @param hash the payment hash
     * @param preimage proof of payment; the wallet has checked that it hashes to {@code hash}. Empty where a hosted
     *     wallet vouches for the payment and shows no proof
     * @param amount what was sent to the payee, rounding included
     * @param fee what was paid on top
     */
    record Settled(PaymentHash hash, Optional<PaymentPreimage> preimage, MilliSatoshi amount, MilliSatoshi fee)
            implements PaymentResult {
        /** A payment with its proof. */
        public Settled(PaymentHash hash, PaymentPreimage preimage, MilliSatoshi amount, MilliSatoshi fee) {
            this(hash, Optional.of(preimage), amount, fee);
        }

        /** Whether nothing contradicts it: there is no preimage, or it hashes to {@code hash}. */
        public boolean isConsistent() {
            return preimage.map(PaymentPreimage::hash).map(hash::equals).orElse(true);
        }
    }

    /**
     * The wallet says definitely that nothing left, or that everything came back.
     *
     * @param reason one line for people, without secrets
     */
    record Failed(String reason) implements PaymentResult {}

    /** On its way: it may still settle, even hours later. Look it up; never pay again before it is known. */
    record Pending() implements PaymentResult {}

    /**
     * The wallet gave no answer (timeout, connection lost). Look it up; never pay again before it is known.
     *
     * @param reason one line for people, without secrets
     */
    record Unknown(String reason) implements PaymentResult {}

    /**
     * The wallet refused the request before any attempt, and will again until the cause is mended: no balance, bad
     * credentials, a payee that it cannot pay.
     *
     * @param reason one line for people that names the cause and the way out, without secrets
     */
    record Rejected(String reason) implements PaymentResult {}
}
