package org.eltor.wallet.support;

import java.time.Instant;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.wallet.support.codec.Bolt11Invoice;
import org.eltor.wallet.support.codec.Bolt12Offer;
import org.eltor.wallet.support.codec.Chain;
import org.eltor.wallet.support.codec.CodecException;

/** Decodes a payee, and says why it is not to be paid: before a wallet hears of it. Pure. */
final class PayeeCheck {
    /** A payee that is not to be paid. The message is one line. */
    static final class UnfitException extends Exception {
        private static final long serialVersionUID = 1L;

        UnfitException(String message) {
            super(message);
        }
    }

    private PayeeCheck() {}

    /** Without a look at the clock: what was begun in time is still to be looked up later. */
    static Instruction decode(PaymentRequest request, WalletCapabilities can) throws UnfitException {
        PayeeKind kind = request.payee().kind();
        if (!can.payees().contains(kind)) {
            throw new UnfitException("it cannot pay a " + kind);
        }
        boolean isInvoice = kind == PayeeKind.BOLT11_INVOICE;
        try {
            return isInvoice
                    ? invoice(request, can, Bolt11Invoice.parse(request.payee().value()))
                    : new Instruction(
                            request,
                            can.sent(request.amount()),
                            Optional.empty(),
                            Optional.of(Bolt12Offer.parse(request.payee().value())));
        } catch (CodecException e) {
            throw new UnfitException((isInvoice ? "the invoice" : "the offer") + " cannot be read: " + e.getMessage());
        }
    }

    /** @param chain the wallet's network; empty while it is not known */
    static void check(Instruction instruction, Optional<Chain> chain, Instant now) throws UnfitException {
        if (instruction.invoice().isPresent()) {
            check(instruction, instruction.invoice().get(), chain, now);
        } else {
            check(instruction.request(), instruction.offer().orElseThrow(), chain, now);
        }
    }

    private static Instruction invoice(PaymentRequest request, WalletCapabilities can, Bolt11Invoice invoice) {
        MilliSatoshi amount = invoice.amount().orElse(can.sent(request.amount()));
        return new Instruction(request, amount, Optional.of(invoice), Optional.empty());
    }

    private static void check(Instruction instruction, Bolt11Invoice invoice, Optional<Chain> chain, Instant now)
            throws UnfitException {
        if (chain.isPresent() && chain.get() != invoice.chain()) {
            throw new UnfitException("the invoice is for " + invoice.chain() + ", the wallet is on " + chain.get());
        }
        if (!now.isBefore(invoice.expiresAt())) {
            throw new UnfitException("the invoice has expired");
        }
        MilliSatoshi due = instruction.request().amount();
        MilliSatoshi most = due.roundedUpToSatoshi();
        MilliSatoshi asked = instruction.amount();
        if (asked.compareTo(due) < 0 || asked.compareTo(most) > 0) {
            throw new UnfitException("the invoice asks for " + asked + ", due are " + due);
        }
    }

    private static void check(PaymentRequest request, Bolt12Offer offer, Optional<Chain> chain, Instant now)
            throws UnfitException {
        if (chain.isPresent() && !offer.isFor(chain.get())) {
            throw new UnfitException("the offer is for another network, the wallet is on " + chain.get());
        }
        if (offer.expiresAt().isPresent() && !now.isBefore(offer.expiresAt().get())) {
            throw new UnfitException("the offer has expired");
        }
        if (offer.amount().isPresent() && !offer.amount().get().equals(request.amount())) {
            throw new UnfitException("the offer asks for " + offer.amount().get() + ", due are " + request.amount());
        }
        if (offer.cutsNotes()) {
            throw new UnfitException(
                    "the payee's phoenixd would cut the payer's note, because its offer has a description");
        }
    }
}
