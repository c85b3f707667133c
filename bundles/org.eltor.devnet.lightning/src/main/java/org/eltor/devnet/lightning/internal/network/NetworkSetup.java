package org.eltor.devnet.lightning.internal.network;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eltor.devnet.lightning.internal.chain.RegtestChain;
import org.eltor.devnet.lightning.internal.node.ChannelLimit;

/** Opens the channels of a new network, step by step. */
final class NetworkSetup {
    /** One from the payer to the hub, and one from the hub to the payee. */
    static final int CHANNELS = 2;

    private static final int ANNOUNCEMENT_DEPTH = 6;
    private static final long LIMIT_SECONDS = 60; // after that something is wrong, however slow the machine
    private static final long POLL_MS = 10;

    private final RegtestChain chain;
    private final NodeHost payer;
    private final NodeHost others;
    private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);

    NetworkSetup(RegtestChain chain, NodeHost payer, NodeHost others) {
        this.chain = chain;
        this.payer = payer;
        this.others = others;
    }

    void join(CompletableFuture<?>... steps) throws IOException, InterruptedException {
        get("its nodes", CompletableFuture.allOf(steps));
    }

    /** @param node hub or payee */
    void awaitPeers(String node, int count) throws IOException, InterruptedException {
        until("the peers of " + node, others, group -> group.node(node).peers() == count);
    }

    /** The hub funds the payee's channel, so that all of the payer's money can pass. */
    void openChannels(String payerNode, String hub, String payee, long satoshi)
            throws IOException, InterruptedException {
        awaitPeers(hub, 2);
        until("the payer's peers", payer, group -> group.node(payerNode).peers() == 2);
        String hubId = get("the hub", others.ask(group -> {
            String payeeId = group.node(payee).id();
            group.node(hub).openChannel(payeeId, satoshi);
            return group.node(hub).id();
        }));
        get("the payer", payer.ask(group -> {
            group.node(payerNode).openChannel(hubId, satoshi);
            return null;
        }));
        until("funding", others, group -> chain.waiting() == CHANNELS);
        for (int i = 0; i < ANNOUNCEMENT_DEPTH; i++) {
            byte[] block = chain.mine();
            int height = chain.height();
            for (NodeHost host : List.of(payer, others)) {
                get("a block", host.ask(group -> {
                    group.nodes().values().forEach(node -> node.blockConnected(block, height));
                    return null;
                }));
            }
        }
    }

    /** Waits until payments can be made. */
    void awaitUsable(String payerNode, String payee) throws IOException, InterruptedException {
        until(
                "the payer's channel",
                payer,
                group -> allUsable(group.node(payerNode).channels(), 1));
        until(
                "the payee's channel",
                others,
                group -> allUsable(group.node(payee).channels(), 1));
        for (NodeHost host : List.of(payer, others)) {
            until("announcements", host, group -> group.context().knownChannels() == CHANNELS);
        }
    }

    byte[] graph(NodeHost host) throws IOException, InterruptedException {
        return get("the channels", host.ask(group -> group.context().graph()));
    }

    private static boolean allUsable(List<ChannelLimit> channels, int count) {
        return channels.size() == count && channels.stream().allMatch(ChannelLimit::usable);
    }

    private void until(String what, NodeHost host, Function<NodeGroup, Boolean> condition)
            throws IOException, InterruptedException {
        while (!get(what, host.ask(condition))) {
            Thread.sleep(POLL_MS);
        }
    }

    private <T> T get(String what, CompletableFuture<T> step) throws IOException, InterruptedException {
        try {
            return step.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    "the Lightning network does not start: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("the Lightning network waits in vain for " + what, e);
        }
    }
}
