package org.eltor.devnet.lightning.internal.node;

import org.eltor.devnet.lightning.internal.ldk.LdkInstance;

/** Makes BOLT11 invoices and pays them, for those who know no offers. */
final class Bolt11 {
    private static final String MADE = "CResult_Bolt11InvoiceSignOrCreationErrorZ";
    private static final String PARSED = "CResult_Bolt11InvoiceParseOrSemanticErrorZ";
    private static final String TERMS = "C3Tuple_ThirtyTwoBytesRecipientOnionFieldsRouteParametersZ";
    private static final String SENT = "CResult_NoneRetryableSendFailureZ";

    private Bolt11() {}

    static String create(NodeContext context, long manager, long msat, int expirySeconds) {
        LdkInstance ldk = context.ldk;
        long terms = ldk.call("Bolt11InvoiceParameters_default");
        ldk.call("Bolt11InvoiceParameters_set_amount_msats", terms, ldk.call("COption_u64Z_some", msat));
        ldk.call(
                "Bolt11InvoiceParameters_set_invoice_expiry_delta_secs",
                terms,
                ldk.call("COption_u32Z_some", expirySeconds));
        long invoice = context.ok(
                MADE, ldk.call("ChannelManager_create_bolt11_invoice", manager, terms), "an invoice cannot be made");
        return context.memory.takeText(ldk.call("Bolt11Invoice_to_str", invoice));
    }

    static PayStart pay(NodeContext context, long manager, String invoice, String paymentId, long maxFeeMsat) {
        LdkInstance ldk = context.ldk;
        long parsed = ldk.call("Bolt11Invoice_from_str", context.memory.text(invoice));
        if (!ldk.test(PARSED + "_is_ok", parsed)) {
            ldk.call(PARSED + "_free", parsed);
            return new PayStart.Refused("it is not a BOLT11 invoice");
        }
        long tuple = context.ok(
                "CResult_" + TERMS + "NoneZ",
                ldk.call("payment_parameters_from_invoice", ldk.call(PARSED + "_get_ok", parsed)),
                "an invoice without an amount");
        long route = ldk.call(TERMS + "_get_c", tuple);
        ldk.call("RouteParameters_set_max_total_routing_fee_msat", route, ldk.call("COption_u64Z_some", maxFeeMsat));
        long result = ldk.call(
                "ChannelManager_send_payment",
                manager,
                ldk.call(TERMS + "_get_a", tuple),
                ldk.call(TERMS + "_get_b", tuple),
                context.hex(paymentId),
                route,
                ldk.call("Retry_attempts", LightningNode.RETRIES));
        boolean begun = ldk.test(SENT + "_is_ok", result);
        ldk.call(SENT + "_free", result);
        ldk.call(PARSED + "_free", parsed);
        return begun ? new PayStart.Begun() : new PayStart.Refused("LDK finds no way to pay the invoice");
    }
}
