package org.eltor.devnet.lightning.internal.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.eltor.devnet.lightning.internal.chain.RegtestChain;
import org.eltor.devnet.lightning.internal.node.LightningNode;
import org.eltor.devnet.lightning.internal.node.NodeContext;
import org.eltor.devnet.lightning.internal.node.NodeListener;
import org.eltor.devnet.lightning.internal.node.NodeSettings;

/** Opens a network's nodes, as their files left them. */
final class NodeFactory {
    private final NetworkSettings settings;
    private final NetworkFiles files;
    private final RegtestChain chain;
    private final Clock clock;
    private final Function<String, NodeListener> listeners;
    private final boolean byHand;
    private final AtomicLong groups = new AtomicLong();

    /**
     * @param listeners by the name of their node
     * @param byHand whether the payer's listener decides when it pays
     */
    NodeFactory(
            NetworkSettings settings,
            NetworkFiles files,
            RegtestChain chain,
            Clock clock,
            Function<String, NodeListener> listeners,
            boolean byHand) {
        this.settings = settings;
        this.files = files;
        this.chain = chain;
        this.clock = clock;
        this.listeners = listeners;
        this.byHand = byHand;
    }

    /** Opens nodes that share an LDK instance. On the thread that it is to belong to. */
    NodeGroup open(String host, List<String> names) throws IOException {
        NodeContext context = new NodeContext(files.graph(host));
        Map<String, LightningNode> nodes = new LinkedHashMap<>();
        for (String name : names) {
            NodeSettings node = new NodeSettings(
                    name,
                    files.node(name),
                    seed(name),
                    settings.feeBaseMsat(),
                    settings.feePartsPerMillion(),
                    name.equals(LightningNetwork.PAYEE),
                    byHand && name.equals(LightningNetwork.PAYER));
            nodes.put(name, new LightningNode(context, node, chain, listeners.apply(name), clock.instant()));
        }
        return new NodeGroup(groups.incrementAndGet(), context, nodes);
    }

    private byte[] seed(String node) {
        try {
            byte[] text = (settings.seed() + "/" + node).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
