package org.eltor.devnet.lightning.internal.node;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eltor.devnet.lightning.internal.chain.RegtestChain;
import org.eltor.devnet.lightning.internal.ldk.LdkBrokenException;
import org.eltor.devnet.lightning.internal.ldk.LdkInstance;

/**
 * A Lightning node. Every call may leave work: {@link #settle} does it, stores the state, and only then lets messages
 * out. A node that is dropped at any moment thus goes on from what its peers know. Belongs to its instance's thread.
 */
public final class LightningNode {
    private static final int MOST_STEPS = 100;
    private static final String OFFER_BUILDER = "CResult_OfferWithDerivedMetadataBuilderBolt12SemanticErrorZ";
    private static final String OFFER_PARSED = "CResult_OfferBolt12ParseErrorZ";
    private static final String PAY_RESULT = "CResult_NoneBolt12SemanticErrorZ";
    static final int RETRIES = 3;
    /** LDK's order. */
    private static final List<String> RECENT = List.of("AwaitingInvoice", "Pending", "Fulfilled", "Abandoned");
    /** Of LDK's Bolt12SemanticError. */
    private static final int DUPLICATE_PAYMENT_ID = 20;
    /** There is no peer that an invoice could come through. */
    private static final int MISSING_PATHS = 21;

    private final NodeListener listener;
    private final NodeContext context;
    private final LdkInstance ldk;
    private final NodeParts parts;
    private final NodeEvents events;
    private final NodePeers peers;
    private final String id;

    /**
     * Opens a node: as its file left it, or a new one.
     *
     * @throws IOException when the file cannot be used
     */
    public LightningNode(
            NodeContext context, NodeSettings settings, RegtestChain chain, NodeListener listener, Instant now)
            throws IOException {
        this.listener = listener;
        this.context = context;
        this.ldk = context.ldk;
        this.parts = new NodeParts(context, settings, chain, now);
        this.events = new NodeEvents(context, parts, settings.name(), chain, listener);
        this.peers = new NodePeers(context, parts.peers);
        this.id = context.takeHex(ldk.call("ChannelManager_get_our_node_id", parts.manager));
    }

    /** The node's public key, in hex. */
    public String id() {
        return id;
    }

    /** Waits for a peer at the other end of a wire. @return the connection's number */
    public long accept(Wire wire) {
        return peers.accept(wire);
    }

    /** Greets the peer at the other end of a wire. @return the connection's number */
    public long connect(String nodeId, Wire wire) {
        return peers.connect(nodeId, wire);
    }

    /** Bytes arrived on a connection; one that is gone takes none. */
    public void received(long connection, byte[] bytes, Wire wire) {
        peers.received(connection, bytes, wire);
    }

    /** The other side closed a connection. */
    public void lost(long connection) {
        peers.lost(connection);
    }

    /** How many peers are connected and known. */
    public int peers() {
        return peers.count();
    }

    /** Asks a connected peer for a channel, which is funded without further ado. */
    public void openChannel(String peer, long satoshi) {
        context.ok(
                "CResult_ChannelIdAPIErrorZ",
                ldk.call(
                        "ChannelManager_create_channel",
                        parts.manager,
                        context.hex(peer),
                        satoshi,
                        0,
                        context.memory.wide(1),
                        0,
                        0),
                "a channel cannot be opened");
    }

    /** The node's channels, ready or not. */
    public List<ChannelLimit> channels() {
        long[] channels = context.memory.takeHandles(ldk.call("ChannelManager_list_channels", parts.manager));
        return Arrays.stream(channels)
                .mapToObj(channel -> {
                    ChannelLimit limit = new ChannelLimit(
                            ldk.test("ChannelDetails_get_is_usable", channel),
                            ldk.call("ChannelDetails_get_outbound_capacity_msat", channel),
                            ldk.call("ChannelDetails_get_next_outbound_htlc_limit_msat", channel));
                    ldk.free("ChannelDetails", channel);
                    return limit;
                })
                .toList();
    }

    /** A new offer, without an amount: LDK's bindings cannot set one. Different from every other. */
    public Offer createOffer() {
        long builder = context.ok(
                OFFER_BUILDER,
                ldk.call("ChannelManager_create_offer_builder", parts.manager, ldk.call("COption_u64Z_none")),
                "an offer cannot be made");
        long offer = context.ok(
                "CResult_OfferBolt12SemanticErrorZ",
                ldk.call("OfferWithDerivedMetadataBuilder_build", builder),
                "an offer cannot be made");
        return new Offer(
                context.takeHex(ldk.call("OfferId_get_a", ldk.call("Offer_id", offer))),
                context.memory.takeText(ldk.call("Offer_to_str", offer)));
    }

    /**
     * Begins a payment of an offer; its listener is told how it ends.
     *
     * @param paymentId 32 bytes in hex; LDK pays once for it, as long as it remembers
     * @return whether it was begun, now or before
     */
    public PayStart pay(String offer, long msat, String note, String paymentId, long maxFeeMsat) {
        long parsed = ldk.call("Offer_from_str", context.memory.text(offer));
        if (!ldk.test(OFFER_PARSED + "_is_ok", parsed)) {
            ldk.call(OFFER_PARSED + "_free", parsed);
            return new PayStart.Refused("it is not a BOLT12 offer");
        }
        long amount = ldk.call("COption_u64Z_some", msat);
        long fee = ldk.call("COption_u64Z_some", maxFeeMsat);
        long text = ldk.call("COption_StrZ_some", context.memory.text(note));
        long result = ldk.call(
                "ChannelManager_pay_for_offer",
                parts.manager,
                ldk.call(OFFER_PARSED + "_get_ok", parsed),
                ldk.call("COption_u64Z_none"),
                amount,
                text,
                context.hex(paymentId),
                ldk.call("Retry_attempts", RETRIES),
                fee);
        boolean begun = ldk.test(PAY_RESULT + "_is_ok", result);
        int error = begun ? 0 : (int) ldk.call(PAY_RESULT + "_get_err", result);
        ldk.call(PAY_RESULT + "_free", result);
        ldk.call(OFFER_PARSED + "_free", parsed);
        if (begun || error == DUPLICATE_PAYMENT_ID) {
            return new PayStart.Begun();
        }
        return error == MISSING_PATHS
                ? new PayStart.NotConnected()
                : new PayStart.Refused("LDK refuses the offer (BOLT12 error " + error + ")");
    }

    /** Pays an invoice that its listener was asked about and let wait. @return whether that was begun */
    public boolean payFetched(String paymentId) {
        return events.payFetched(paymentId);
    }

    /** Decides on the payments that its listener held. */
    public void endHeld(boolean claim) {
        events.endHeld(claim);
    }

    /** A BOLT11 invoice, to be paid once. */
    public String createInvoice(long msat, int expirySeconds) {
        return Bolt11.create(context, parts.manager, msat, expirySeconds);
    }

    /** Begins a payment of a BOLT11 invoice, as {@link #pay} does. */
    public PayStart payInvoice(String invoice, String paymentId, long maxFeeMsat) {
        return Bolt11.pay(context, parts.manager, invoice, paymentId, maxFeeMsat);
    }

    /** The payments that LDK knows: on their way, or ended a short while ago. */
    public Set<String> recentPayments() {
        Set<String> ids = new HashSet<>();
        for (long payment :
                context.memory.takeHandles(ldk.call("ChannelManager_list_recent_payments", parts.manager))) {
            String type = RECENT.get((int) ldk.call("LDKRecentPaymentDetails_ty_from_ptr", payment));
            ids.add(context.takeHex(ldk.call("LDKRecentPaymentDetails_" + type + "_get_payment_id", payment)));
            ldk.free("RecentPaymentDetails", payment);
        }
        return ids;
    }

    /** Gives a payment up; its listener is told when that is certain. */
    public void abandon(String paymentId) {
        ldk.call("ChannelManager_abandon_payment", parts.manager, context.hex(paymentId));
    }

    /** A new block. In order, each once. */
    public void blockConnected(byte[] block, int height) {
        parts.blockListeners.forEach(
                listener -> ldk.call("Listen_block_connected", listener, context.memory.bytes(block), height));
    }

    /** Time passes: what is not answered for two ticks is given up. */
    public void tick() {
        ldk.call("ChannelManager_timer_tick_occurred", parts.manager);
        ldk.call("PeerManager_timer_tick_occurred", parts.peers);
    }

    /** Does what is to be done, stores what has changed, and sends what follows. */
    public void settle() {
        int steps = 0;
        do {
            if (++steps > MOST_STEPS) {
                throw new LdkBrokenException("a node does not come to rest");
            }
            ldk.call("PeerManager_process_events", parts.peers);
        } while (events.process());
        listener.storing(false);
        parts.store.write(parts.manager);
        listener.storing(true);
        peers.flush();
    }
}
