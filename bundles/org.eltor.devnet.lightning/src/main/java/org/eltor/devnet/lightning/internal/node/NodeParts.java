package org.eltor.devnet.lightning.internal.node;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.devnet.lightning.internal.chain.RegtestChain;
import org.eltor.devnet.lightning.internal.ldk.LdkBrokenException;
import org.eltor.devnet.lightning.internal.ldk.LdkInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The objects that make a node, put together as LDK wants them. */
final class NodeParts {
    private static final Logger LOG = LoggerFactory.getLogger(NodeParts.class);
    private static final String MONITOR_READ = "CResult_C2Tuple_ThirtyTwoBytesChannelMonitorZDecodeErrorZ";
    private static final String MANAGER_READ = "CResult_C2Tuple_ThirtyTwoBytesChannelManagerZDecodeErrorZ";

    final long manager;
    final long peers;
    final List<Long> eventSources;
    final List<Long> blockListeners;
    final NodeStore store;

    private final NodeContext context;
    private final LdkInstance ldk;
    private final NodeSettings settings;
    private final RegtestChain chain;
    private final Instant now;

    private final long entropy;
    private final long signer;
    private final long signerProvider;
    private final long broadcaster;
    private final long watch;
    private final long router;
    private final long messageRouter;
    private final long config;

    NodeParts(NodeContext context, NodeSettings settings, RegtestChain chain, Instant now) throws IOException {
        this.context = context;
        this.ldk = context.ldk;
        this.settings = settings;
        this.chain = chain;
        this.now = now;

        long keys =
                ldk.call("KeysManager_new", context.memory.bytes(settings.seed()), now.getEpochSecond(), now.getNano());
        entropy = ldk.call("KeysManager_as_EntropySource", keys);
        signer = ldk.call("KeysManager_as_NodeSigner", keys);
        signerProvider = ldk.call("KeysManager_as_SignerProvider", keys);
        broadcaster = ldk.trait("BroadcasterInterface", Map.of("broadcast_transactions", list -> broadcast(list[0])));
        store = new NodeStore(context, settings.file());
        long monitor = ldk.call(
                "ChainMonitor_new",
                ldk.call("COption_FilterZ_none"),
                broadcaster,
                context.logger,
                context.fees,
                store.trait());
        watch = ldk.call("ChainMonitor_as_Watch", monitor);
        router = router();
        long messages = ldk.call(
                "DefaultMessageRouter_as_MessageRouter", ldk.call("DefaultMessageRouter_new", context.graph, entropy));
        messageRouter = settings.receives() ? BriefPaths.messageRouter(context, messages) : messages;
        config = config();

        Optional<NodeState> state = NodeState.read(settings.file());
        manager = state.isPresent() ? restored(state.get()) : created();
        long onions = onions();
        peers = peers(onions);
        eventSources = List.of(
                ldk.call("ChannelManager_as_EventsProvider", manager),
                ldk.call("ChainMonitor_as_EventsProvider", monitor),
                ldk.call("OnionMessenger_as_EventsProvider", onions));
        blockListeners =
                List.of(ldk.call("ChannelManager_as_Listen", manager), ldk.call("ChainMonitor_as_Listen", monitor));
    }

    private long broadcast(long transactions) {
        for (byte[] transaction : context.memory.takeByteArrays(transactions)) {
            try {
                chain.submit(transaction);
            } catch (IllegalArgumentException e) {
                LOG.debug("A transaction of node {} does not fit the chain: {}", settings.name(), e.getMessage());
            }
        }
        return 0;
    }

    private long router() {
        long scorer = ldk.call(
                "ProbabilisticScorer_new",
                ldk.call("ProbabilisticScoringDecayParameters_default"),
                context.graph,
                context.logger);
        long scores = ldk.call("MultiThreadedLockableScore_new", ldk.call("ProbabilisticScorer_as_Score", scorer));
        long plain = ldk.call(
                "DefaultRouter_new",
                context.graph,
                context.logger,
                entropy,
                ldk.call("MultiThreadedLockableScore_as_LockableScore", scores),
                ldk.call("ProbabilisticScoringFeeParameters_default"));
        long router = ldk.call("DefaultRouter_as_Router", plain);
        return settings.receives() ? BriefPaths.router(context, router) : router;
    }

    /** Channels are public and ready after one block, and carry single millisatoshi. */
    private long config() {
        long handshake = ldk.call("ChannelHandshakeConfig_default");
        ldk.call("ChannelHandshakeConfig_set_minimum_depth", handshake, 1);
        ldk.call("ChannelHandshakeConfig_set_announce_for_forwarding", handshake, 1);
        ldk.call("ChannelHandshakeConfig_set_our_htlc_minimum_msat", handshake, 1);
        ldk.call("ChannelHandshakeConfig_set_max_inbound_htlc_value_in_flight_percent_of_channel", handshake, 100);
        long channel = ldk.call("ChannelConfig_default");
        ldk.call("ChannelConfig_set_forwarding_fee_base_msat", channel, settings.feeBaseMsat());
        ldk.call("ChannelConfig_set_forwarding_fee_proportional_millionths", channel, settings.feePartsPerMillion());
        long user = ldk.call("UserConfig_default");
        ldk.call("UserConfig_set_channel_handshake_config", user, handshake);
        ldk.call("UserConfig_set_channel_config", user, channel);
        ldk.call("UserConfig_set_manually_handle_bolt12_invoices", user, settings.paysByHand() ? 1 : 0);
        return user;
    }

    private long created() {
        long best = ldk.call("BestBlock_new", context.memory.bytes(chain.tipHash()), chain.height());
        return ldk.call(
                "ChannelManager_new",
                context.fees,
                watch,
                broadcaster,
                router,
                messageRouter,
                context.logger,
                entropy,
                signer,
                signerProvider,
                config,
                ldk.call("ChainParameters_new", NodeContext.REGTEST, best),
                now.getEpochSecond());
    }

    /** No block is mined once a network is set up, so that there are none to catch up with. */
    private long restored(NodeState state) throws IOException {
        List<Long> monitors = new ArrayList<>();
        for (byte[] bytes : state.monitors().values()) {
            long read = ldk.call(
                    "C2Tuple_ThirtyTwoBytesChannelMonitorZ_read", context.memory.bytes(bytes), entropy, signerProvider);
            long tuple = context.ok(MONITOR_READ, read, "a channel's monitor cannot be read");
            monitors.add(ldk.call("C2Tuple_ThirtyTwoBytesChannelMonitorZ_get_b", tuple));
        }
        long arguments = ldk.call(
                "ChannelManagerReadArgs_new",
                entropy,
                signer,
                signerProvider,
                context.fees,
                watch,
                broadcaster,
                router,
                messageRouter,
                context.logger,
                config,
                context.memory.handles(
                        monitors.stream().mapToLong(Long::longValue).toArray()));
        long read = ldk.call(
                "C2Tuple_ThirtyTwoBytesChannelManagerZ_read", context.memory.bytes(state.manager()), arguments);
        long restored = ldk.call(
                "C2Tuple_ThirtyTwoBytesChannelManagerZ_get_b",
                context.ok(MANAGER_READ, read, "the channel manager cannot be read"));
        long height = ldk.call("BestBlock_get_height", ldk.call("ChannelManager_current_best_block", restored));
        if (height != chain.height()) {
            throw new IOException("the state of " + settings.name() + " belongs to another chain");
        }
        for (long monitor : monitors) {
            long funding =
                    ldk.call("C2Tuple_OutPointCVec_u8ZZ_get_a", ldk.call("ChannelMonitor_get_funding_txo", monitor));
            long watched = ldk.call("Watch_watch_channel", watch, funding, monitor);
            if (!ldk.test("CResult_ChannelMonitorUpdateStatusNoneZ_is_ok", watched)) {
                throw new LdkBrokenException("a channel's monitor is not accepted");
            }
        }
        return restored;
    }

    private long onions() {
        long ignoring = ldk.call("IgnoringMessageHandler_new");
        return ldk.call(
                "OnionMessenger_new",
                entropy,
                signer,
                context.logger,
                ldk.call("ChannelManager_as_NodeIdLookUp", manager),
                messageRouter,
                ldk.call("ChannelManager_as_OffersMessageHandler", manager),
                ldk.call("IgnoringMessageHandler_as_AsyncPaymentsMessageHandler", ignoring),
                ldk.call("IgnoringMessageHandler_as_DNSResolverMessageHandler", ignoring),
                ldk.call("IgnoringMessageHandler_as_CustomOnionMessageHandler", ignoring));
    }

    private long peers(long onions) {
        long gossip =
                ldk.call("P2PGossipSync_new", context.graph, ldk.call("COption_UtxoLookupZ_none"), context.logger);
        long ignoring = ldk.call("IgnoringMessageHandler_new");
        long handler = ldk.call(
                "MessageHandler_new",
                ldk.call("ChannelManager_as_ChannelMessageHandler", manager),
                ldk.call("P2PGossipSync_as_RoutingMessageHandler", gossip),
                ldk.call("OnionMessenger_as_OnionMessageHandler", onions),
                ldk.call("IgnoringMessageHandler_as_CustomMessageHandler", ignoring));
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return ldk.call(
                "PeerManager_new", handler, now.getEpochSecond(), context.memory.bytes(random), context.logger, signer);
    }
}
