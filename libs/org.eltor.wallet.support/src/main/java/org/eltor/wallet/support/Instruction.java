package org.eltor.wallet.support;

import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentRequest;
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

    /** Whether the invoice or offer leaves the amount to the payer. */
    public boolean choosesAmount() {
        return invoice.map(Bolt11Invoice::amount)
                .or(() -> offer.map(Bolt12Offer::amount))
                .orElse(Optional.empty())
                .isEmpty();
    }
}
