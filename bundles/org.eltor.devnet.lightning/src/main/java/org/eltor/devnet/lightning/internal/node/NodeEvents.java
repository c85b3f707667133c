package org.eltor.devnet.lightning.internal.node;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.eltor.devnet.lightning.internal.chain.RegtestChain;
import org.eltor.devnet.lightning.internal.ldk.LdkInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns LDK's events into calls of a listener. What must be answered with a call of LDK is put off until LDK is done
 * with its events, because it holds its locks until then.
 */
final class NodeEvents {
    private static final Logger LOG = LoggerFactory.getLogger(NodeEvents.class);
    /** LDK's order. */
    private static final List<String> TYPES = List.of(
            "FundingGenerationReady",
            "FundingTxBroadcastSafe",
            "PaymentClaimable",
            "PaymentClaimed",
            "ConnectionNeeded",
            "InvoiceReceived",
            "PaymentSent",
            "PaymentFailed",
            "PaymentPathSuccessful",
            "PaymentPathFailed",
            "ProbeSuccessful",
            "ProbeFailed",
            "PendingHTLCsForwardable",
            "HTLCIntercepted",
            "SpendableOutputs",
            "PaymentForwarded",
            "ChannelPending",
            "ChannelReady",
            "ChannelClosed");
    /** LDK's order. */
    private static final List<String> REASONS = List.of(
            "RecipientRejected",
            "UserAbandoned",
            "RetriesExhausted",
            "PaymentExpired",
            "RouteNotFound",
            "UnexpectedError",
            "UnknownRequiredFeatures",
            "InvoiceRequestExpired",
            "InvoiceRequestRejected",
            "BlindedPathCreationFailed");

    private static final int INVOICE_PAYMENT = 0;
    private static final int OFFER_PAYMENT = 1;

    private static final String SEND_RESULT = "CResult_NoneBolt12PaymentErrorZ";

    private final NodeContext context;
    private final LdkInstance ldk;
    private final NodeParts parts;
    private final String name;
    private final RegtestChain chain;
    private final NodeListener listener;
    private final long handler;
    private final Queue<Runnable> deferred = new ArrayDeque<>();
    /** What their payee has not decided on: preimages by hash. LDK tells of them again after a restart. */
    private final Map<String, String> held = new HashMap<>();
    /** Invoices that nobody has paid yet, by payment id. A restart forgets them. */
    private final Map<String, Fetched> fetched = new HashMap<>();

    private boolean seen;

    NodeEvents(NodeContext context, NodeParts parts, String name, RegtestChain chain, NodeListener listener) {
        this.context = context;
        this.ldk = context.ldk;
        this.parts = parts;
        this.name = name;
        this.chain = chain;
        this.listener = listener;
        this.handler = ldk.trait("EventHandler", Map.of("handle_event", arguments -> handle(arguments[0])));
    }

    /** Decides on what was held. */
    void endHeld(boolean claim) {
        held.forEach((hash, preimage) -> {
            if (claim) {
                ldk.call("ChannelManager_claim_funds", parts.manager, context.hex(preimage));
            } else {
                ldk.call("ChannelManager_fail_htlc_backwards", parts.manager, context.hex(hash));
            }
        });
        held.clear();
    }

    /** @return whether the payment was begun; false too for an invoice that is not known */
    boolean payFetched(String id) {
        Fetched invoice = fetched.remove(id);
        return invoice != null && pay(invoice);
    }

    /** @return whether there was anything to do */
    boolean process() {
        seen = false;
        parts.eventSources.forEach(source -> ldk.call("EventsProvider_process_pending_events", source, handler));
        for (Runnable next = deferred.poll(); next != null; next = deferred.poll()) {
            next.run();
        }
        return seen;
    }

    private long handle(long event) {
        seen = true;
        int type = (int) ldk.call("LDKEvent_ty_from_ptr", event);
        if (type < TYPES.size()) {
            handle(TYPES.get(type), event);
        }
        ldk.free("Event", event);
        return ldk.call("CResult_NoneReplayEventZ_ok");
    }

    private void handle(String type, long event) {
        LOG.trace("Node {}: {}", name, type);
        Fields fields = new Fields("LDKEvent_" + type + "_get_", event);
        switch (type) {
            case "FundingGenerationReady" -> fund(fields);
            case "InvoiceReceived" -> invoice(fields);
            case "PaymentClaimable" -> claim(fields);
            case "PaymentClaimed" -> payment(fields).ifPresent(listener::received);
            case "PaymentSent" -> sent(fields);
            case "PaymentFailed" -> failed(fields);
            case "PendingHTLCsForwardable" ->
                deferred.add(() -> ldk.call("ChannelManager_process_pending_htlc_forwards", parts.manager));
            case "ChannelClosed" -> LOG.warn("A channel of node {} was closed", name);
            default -> {
                // of no interest: the rest of a payment's life, and what cannot happen on this network
            }
        }
    }

    private void fund(Fields fields) {
        String channel = context.takeHex(ldk.call("ChannelId_get_a", fields.get("temporary_channel_id")));
        String peer = context.takeHex(fields.get("counterparty_node_id"));
        byte[] script = context.memory.takeBytes(fields.get("output_script"));
        long satoshi = fields.get("channel_value_satoshis");
        deferred.add(() -> context.ok(
                "CResult_NoneAPIErrorZ",
                ldk.call(
                        "ChannelManager_funding_transaction_generated",
                        parts.manager,
                        ldk.call("ChannelId_new", context.hex(channel)),
                        context.hex(peer),
                        context.memory.bytes(chain.pay(script, satoshi))),
                "a channel's funding was refused"));
    }

    private void invoice(Fields fields) {
        String id = context.takeHex(fields.get("payment_id"));
        long invoice = ldk.call("Bolt12Invoice_clone", fields.get("invoice"));
        byte[] bytes = context.memory.takeBytes(ldk.call("Bolt12Invoice_write", invoice));
        Fetched received = new Fetched(invoice, ldk.call("COption_OffersContextZ_clone", fields.get("context")));
        if (listener.paysAtOnce(id, bytes)) {
            deferred.add(() -> pay(received));
        } else if (fetched.putIfAbsent(id, received) != null) { // LDK asked twice and got another
            ldk.free("Bolt12Invoice", received.invoice());
            ldk.free("COption_OffersContextZ", received.context());
        }
    }

    /** LDK tells the listener if it cannot be paid. */
    private boolean pay(Fetched invoice) {
        long result = ldk.call(
                "ChannelManager_send_payment_for_bolt12_invoice", parts.manager, invoice.invoice(), invoice.context());
        boolean begun = ldk.test(SEND_RESULT + "_is_ok", result);
        ldk.call(SEND_RESULT + "_free", result);
        ldk.free("Bolt12Invoice", invoice.invoice());
        ldk.free("COption_OffersContextZ", invoice.context());
        return begun;
    }

    private void claim(Fields fields) {
        String hash = context.takeHex(fields.get("payment_hash"));
        Optional<String> preimage = preimage(fields.get("purpose"));
        NodeListener.Verdict verdict = payment(fields)
                .filter(claim -> preimage.isPresent())
                .map(listener::judge)
                .orElse(NodeListener.Verdict.REFUSE);
        switch (verdict) {
            case CLAIM ->
                deferred.add(() -> ldk.call("ChannelManager_claim_funds", parts.manager, context.hex(preimage.get())));
            case REFUSE ->
                deferred.add(() -> ldk.call("ChannelManager_fail_htlc_backwards", parts.manager, context.hex(hash)));
            case HOLD -> held.put(hash, preimage.get());
        }
    }

    private Optional<String> preimage(long purpose) {
        return switch ((int) ldk.call("LDKPaymentPurpose_ty_from_ptr", purpose)) {
            case INVOICE_PAYMENT ->
                option32(ldk.call("LDKPaymentPurpose_Bolt11InvoicePayment_get_payment_preimage", purpose));
            case OFFER_PAYMENT ->
                option32(ldk.call("LDKPaymentPurpose_Bolt12OfferPayment_get_payment_preimage", purpose));
            default -> Optional.empty();
        };
    }

    /** @return empty for a payment that nobody asked for */
    private Optional<IncomingClaim> payment(Fields fields) {
        long purpose = fields.get("purpose");
        String hash = context.takeHex(fields.get("payment_hash"));
        long msat = fields.get("amount_msat");
        int type = (int) ldk.call("LDKPaymentPurpose_ty_from_ptr", purpose);
        if (type != OFFER_PAYMENT) {
            return type == INVOICE_PAYMENT
                    ? Optional.of(new IncomingClaim(Optional.empty(), hash, msat, Optional.empty()))
                    : Optional.empty();
        }
        long payment = ldk.call("LDKPaymentPurpose_Bolt12OfferPayment_get_payment_context", purpose);
        String offer = context.takeHex(ldk.call("OfferId_get_a", ldk.call("Bolt12OfferContext_get_offer_id", payment)));
        long request = ldk.call("Bolt12OfferContext_get_invoice_request", payment);
        long note = ldk.call("InvoiceRequestFields_get_payer_note_truncated", request);
        Optional<String> text = note == 0
                ? Optional.empty()
                : Optional.of(context.memory.takeText(ldk.call("UntrustedString_get_a", note)));
        return Optional.of(new IncomingClaim(Optional.of(offer), hash, msat, text));
    }

    private void sent(Fields fields) {
        String id = option32(fields.get("payment_id")).orElseThrow();
        long fee = fields.get("fee_paid_msat");
        listener.sent(new SentPayment(
                id,
                context.takeHex(fields.get("payment_hash")),
                context.takeHex(fields.get("payment_preimage")),
                ldk.test("LDKCOption_u64Z_ty_from_ptr", fee) ? 0 : ldk.call("LDKCOption_u64Z_Some_get_some", fee)));
    }

    private void failed(Fields fields) {
        long reason = fields.get("reason");
        boolean unknown = ldk.test("LDKCOption_PaymentFailureReasonZ_ty_from_ptr", reason);
        listener.failed(
                context.takeHex(fields.get("payment_id")),
                unknown
                        ? "no reason given"
                        : REASONS.get((int) ldk.call("LDKCOption_PaymentFailureReasonZ_Some_get_some", reason)));
    }

    private Optional<String> option32(long option) {
        return ldk.test("LDKCOption_ThirtyTwoBytesZ_ty_from_ptr", option)
                ? Optional.empty()
                : Optional.of(context.takeHex(ldk.call("LDKCOption_ThirtyTwoBytesZ_Some_get_some", option)));
    }

    /** An invoice and what LDK wants to see again with it: handles that are ours. */
    private record Fetched(long invoice, long context) {}

    /** The fields of one event, which live no longer than the event. */
    private final class Fields {
        private final String prefix;
        private final long event;

        Fields(String prefix, long event) {
            this.prefix = prefix;
            this.event = event;
        }

        long get(String field) {
            return ldk.call(prefix + field, event);
        }
    }
}
