package org.eltor.wallet.strike.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.WalletException;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;

/** Quotes checked against what was asked for. Pure. */
final class Quotes {
    private Quotes() {}

    /** @throws WalletException when there is none, or it costs more than allowed */
    static PaymentHandle accepted(StrikeAnswer answer, Instruction instruction, Instant now) throws WalletException {
        if (answer.result().isEmpty()) {
            if (answer.code().equals("DUPLICATE_PAYMENT_QUOTE")) {
                throw new WalletException("opened a quote for this payment before, whose fee is not known", true);
            }
            throw new WalletException("opens no quote: " + answer.reason(), !answer.isAboutBalance());
        }
        JsonNode quote = answer.result().get();
        String id = StrikeApi.safe(Json.demandText(quote, "paymentQuoteId"));
        MilliSatoshi fee = fee(quote);
        MilliSatoshi limit = instruction.request().maxFee();
        if (fee.compareTo(limit) > 0) {
            throw new WalletException("takes a fee of " + fee + ", the limit is " + limit, false);
        }
        MilliSatoshi amount = BitcoinAmount.parse(quote.path("amount"), "amount");
        if (amount.compareTo(instruction.amount().roundedUpToSatoshi()) > 0) {
            throw new WalletException("would pay " + amount + ", due are " + instruction.amount(), false);
        }
        if (validUntil(quote).filter(end -> !now.isBefore(end)).isPresent()) {
            throw new WalletException("opened a quote that is over already: check this machine's clock", true);
        }
        return new PaymentHandle(id);
    }

    /** The whole fee of a quote or payment; nothing where it names none. */
    static MilliSatoshi fee(JsonNode node) {
        JsonNode fee = node.has("totalFee") ? node.get("totalFee") : node.path("lightningNetworkFee");
        return fee.isObject() ? BitcoinAmount.parse(fee, "totalFee") : MilliSatoshi.ZERO;
    }

    private static Optional<Instant> validUntil(JsonNode quote) {
        try {
            return Json.text(quote, "validUntil")
                    .map(text -> java.time.OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
