package org.eltor.wallet.lnd.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.wallet.support.Json;

/** What LND's payments and errors mean. Pure. */
final class LndOutcome {
    private LndOutcome() {}

    static PaymentResult of(JsonNode payment, PaymentHash hash, MilliSatoshi due) {
        String status = Json.demandText(payment, "status");
        return switch (status) {
            case "SUCCEEDED" ->
                new PaymentResult.Settled(
                        hash,
                        Json.preimage(payment, "payment_preimage").orElseThrow(() -> Json.missing("payment_preimage")),
                        Json.msat(payment, "value_msat").orElse(due),
                        Json.demandMsat(payment, "fee_msat"));
            case "FAILED" -> failed(Json.text(payment, "failure_reason").orElse(""));
            case "IN_FLIGHT", "INITIATED" -> new PaymentResult.Pending();
            default -> throw Json.nonsense("a payment in a state that is not known");
        };
    }

    /** Of an error before or instead of a payment; empty results are looked up. */
    static PaymentResult ofError(LndAnswer answer) {
        String message = answer.message().toLowerCase(Locale.ROOT);
        if (answer.code() == LndAnswer.ALREADY_EXISTS) {
            return new PaymentResult.Pending();
        }
        boolean before = answer.code() == LndAnswer.INVALID_ARGUMENT
                || message.startsWith("invoice expired")
                || message.contains("checksum");
        return before
                ? new PaymentResult.Failed("did not try to pay: " + answer.message())
                : new PaymentResult.Unknown("answered with error " + answer.code() + ": " + answer.message());
    }

    private static PaymentResult failed(String reason) {
        return switch (reason) {
            case "FAILURE_REASON_INSUFFICIENT_BALANCE" -> new PaymentResult.Rejected("its balance is too low");
            case "FAILURE_REASON_NO_ROUTE" -> new PaymentResult.Failed("found no route within the fee limit");
            case "FAILURE_REASON_TIMEOUT" -> new PaymentResult.Failed("found no route in time");
            case "FAILURE_REASON_INCORRECT_PAYMENT_DETAILS" ->
                new PaymentResult.Failed("the payee refused the payment");
            case "FAILURE_REASON_CANCELED" -> new PaymentResult.Failed("the payment was cancelled in the node");
            default -> new PaymentResult.Failed("could not pay");
        };
    }
}
