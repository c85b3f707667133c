package org.eltor.devnet.lightning.internal.network;

import java.util.Map;
import org.eltor.devnet.lightning.internal.node.LightningNode;
import org.eltor.devnet.lightning.internal.node.NodeContext;

/**
 * The nodes that live in one LDK instance, from its start until it breaks. Belongs to the instance's thread.
 *
 * @param number tells it from the groups before it
 * @param context what they share
 * @param nodes by name
 */
record NodeGroup(long number, NodeContext context, Map<String, LightningNode> nodes) {
    LightningNode node(String name) {
        return nodes.get(name);
    }

    void settle() {
        nodes.values().forEach(LightningNode::settle);
    }

    void tick() {
        nodes.values().forEach(LightningNode::tick);
    }
}
