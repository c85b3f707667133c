package org.eltor.wallet.strike.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.wallet.support.Json;

/** Strike's amounts: decimal text with a currency, here bitcoin with eight places. */
final class BitcoinAmount {
    private static final String CURRENCY = "BTC";
    private static final int MSAT_DIGITS = 11;
    private static final int SATOSHI_DIGITS = 8;

    private BitcoinAmount() {}

    static MilliSatoshi parse(JsonNode amount, String field) {
        if (!Json.demandText(amount, "currency").equals(CURRENCY)) {
            throw Json.nonsense("an answer whose field " + field + " is not in bitcoin");
        }
        return parse(Json.demandText(amount, "amount"), field);
    }

    static MilliSatoshi parse(String text, String field) {
        if (!text.matches("[0-9]{1,8}(?:\\.[0-9]{1,11})?")) {
            throw Json.nonsense("an answer whose field " + field + " is not an amount");
        }
        return MilliSatoshi.of(new BigDecimal(text).movePointRight(MSAT_DIGITS).longValueExact());
    }

    static ObjectNode of(MilliSatoshi amount) {
        BigDecimal bitcoin = BigDecimal.valueOf(amount.roundedUpToSatoshi().msat() / 1000, SATOSHI_DIGITS);
        return Json.object().put("amount", bitcoin.toPlainString()).put("currency", CURRENCY);
    }
}
