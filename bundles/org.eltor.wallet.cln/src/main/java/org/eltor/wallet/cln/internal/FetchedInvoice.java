package org.eltor.wallet.cln.internal;

import com.fasterxml.jackson.databind.JsonNode;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.WalletException;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.codec.Bolt12Invoice;
import org.eltor.wallet.support.codec.CodecException;

/** An invoice that the node fetched for an offer, checked against what was asked for. Pure. */
final class FetchedInvoice {
    private static final long EXPIRED = 1002;

    private FetchedInvoice() {}

    /** @throws WalletException when there is none, or it is not what was asked for */
    static PaymentHandle of(RpcAnswer answer, Instruction instruction) throws WalletException {
        if (!answer.ok()) {
            throw new WalletException(
                    "got no invoice for the offer (" + answer.code() + "): " + answer.message(),
                    answer.code() != EXPIRED && !answer.isUnknownMethod());
        }
        JsonNode changes = answer.result().path("changes");
        if (changes.has("amount_msat")) {
            throw new WalletException("the payee asks for another amount than is due", false);
        }
        String text = Json.demandText(answer.result(), "invoice");
        Bolt12Invoice invoice = parse(text);
        if (!invoice.amount().equals(instruction.amount())) {
            throw new WalletException(
                    "the payee's invoice asks for " + invoice.amount() + ", due are " + instruction.amount(), false);
        }
        String note = instruction.request().note().text();
        if (invoice.note().isPresent() && !invoice.note().get().equals(note)) {
            throw new WalletException("the payee's invoice does not carry the payer's note", false);
        }
        try {
            return new PaymentHandle(text);
        } catch (IllegalArgumentException e) {
            throw new WalletException("the payee's invoice is too long to be kept", false);
        }
    }

    static Bolt12Invoice parse(String text) throws WalletException {
        try {
            return Bolt12Invoice.parse(text);
        } catch (CodecException e) {
            throw new WalletException("the payee's invoice cannot be read: " + e.getMessage(), true);
        }
    }
}
