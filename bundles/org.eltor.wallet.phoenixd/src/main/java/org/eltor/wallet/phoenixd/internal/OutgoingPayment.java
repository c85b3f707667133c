package org.eltor.wallet.phoenixd.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.wallet.support.Json;

/**
 * A payment as phoenixd lists it.
 *
 * @param id phoenixd's id
 * @param hash payment hash; absent in some that failed
 * @param byInvoice it paid a BOLT11 invoice, not an offer
 * @param createdAt when phoenixd created it
 * @param amount what the recipient gets, in whole satoshi
 * @param result what became of it
 */
record OutgoingPayment(
        String id,
        Optional<PaymentHash> hash,
        boolean byInvoice,
        Instant createdAt,
        MilliSatoshi amount,
        PaymentResult result) {

    static OutgoingPayment of(JsonNode node) {
        MilliSatoshi sent = Json.demandSat(node, "sent");
        MilliSatoshi fees = Json.msat(node, "fees").orElse(MilliSatoshi.ZERO);
        // "sent" has lost its millisatoshi and holds the fees, which have not: what is left is rounded up again
        MilliSatoshi amount = sent.minusOrZero(fees).roundedUpToSatoshi();
        Optional<PaymentHash> hash = Json.hash(node, "paymentHash");
        return new OutgoingPayment(
                Json.demandText(node, "paymentId"),
                hash,
                Json.text(node, "invoice").isPresent(),
                Instant.ofEpochMilli(Json.number(node, "createdAt").orElse(0)),
                amount,
                result(node, hash, amount, fees));
    }

    boolean isSettled() {
        return result instanceof PaymentResult.Settled;
    }

    private static PaymentResult result(
            JsonNode node, Optional<PaymentHash> hash, MilliSatoshi amount, MilliSatoshi fees) {
        if (node.path("isPaid").asBoolean(false)) {
            return new PaymentResult.Settled(
                    hash.orElseThrow(() -> Json.missing("paymentHash")),
                    Json.preimage(node, "preimage").orElseThrow(() -> Json.missing("preimage")),
                    amount,
                    fees);
        }
        return node.path("completedAt").isNumber()
                ? new PaymentResult.Failed("shows the payment as failed")
                : new PaymentResult.Pending();
    }
}
