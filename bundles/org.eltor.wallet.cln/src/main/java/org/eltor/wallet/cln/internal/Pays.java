package org.eltor.wallet.cln.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.wallet.support.Json;

/** What payments of one hash amount to. Pure. */
final class Pays {
    private Pays() {}

    /**
     * The best of the entries of {@code listpays}: complete before pending before failed.
     *
     * @return empty when there is none
     */
    static Optional<PaymentResult> result(JsonNode listed, PaymentHash hash, MilliSatoshi due) {
        JsonNode pays = listed.path("pays");
        if (!pays.isArray()) {
            throw Json.missing("pays");
        }
        boolean pending = false;
        for (JsonNode pay : pays) {
            String status = Json.demandText(pay, "status");
            if (status.equals("complete")) {
                return Optional.of(settled(pay, "preimage", hash, due));
            }
            pending |= !status.equals("failed");
        }
        if (pending) {
            return Optional.of(new PaymentResult.Pending());
        }
        return pays.isEmpty() ? Optional.empty() : Optional.of(new PaymentResult.Failed("shows the payment as failed"));
    }

    static PaymentResult settled(JsonNode node, String field, PaymentHash hash, MilliSatoshi due) {
        PaymentPreimage preimage = Json.preimage(node, field).orElseThrow(() -> Json.missing(field));
        MilliSatoshi amount = Json.msat(node, "amount_msat").orElse(due);
        MilliSatoshi sent = Json.msat(node, "amount_sent_msat").orElse(amount);
        return new PaymentResult.Settled(hash, preimage, amount, sent.minusOrZero(amount));
    }
}
