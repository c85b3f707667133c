package org.eltor.wallet.support;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.wallet.support.codec.Bolt11Invoice;
import org.eltor.wallet.support.codec.Bolt12Offer;

/**
 * A request whose payee was decoded and found fit to be paid.
 *
 * @param request what the payer asked
 * @param amount what the payee receives: the request's, in the wallet's unit, or the invoice's own
 * @param invoice the payee, where it is an invoice
 * @param offer the payee, where it is an offer
 */
public record Instruction(
        PaymentRequest request, MilliSatoshi amount, Optional<Bolt11Invoice> invoice, Optional<Bolt12Offer> offer) {
    /** The text of the invoice or offer. */
    public String payee() {
        return request.payee().value();
    }

    public boolean isOffer() {
        return request.payee().kind() == PayeeKind.BOLT12_OFFER;
    }

    /** A definite failure once its time to be sent is over; empty before. */
    public Optional<PaymentResult> tooLate(Instant now) {
        return request.isTooLate(now)
                ? Optional.of(new PaymentResult.Failed("sent nothing: the time for this payment is over"))
                : Optional.empty();
    }

    /** For how many seconds, one at least, a wallet may go on trying to send it. */
    public long secondsToSend(Instant now, long most) {
        return request.sendUntil()
                .map(end ->
                        Math.max(1, Math.min(most, Duration.between(now, end).toSeconds())))
                .orElse(most);
    }

    /** Whether the invoice or offer leaves the amount to the payer. */
    public boolean choosesAmount() {
        return invoice.map(Bolt11Invoice::amount)
                .or(() -> offer.map(Bolt12Offer::amount))
                .orElse(Optional.empty())
                .isEmpty();
    }
}
