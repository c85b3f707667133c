package org.eltor.devnet.lightning.internal.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eltor.devnet.lightning.internal.ldk.LdkBrokenException;
import org.eltor.devnet.lightning.internal.ldk.LdkInstance;

/** Where LDK leaves its monitors until they are written, together with the manager. */
final class NodeStore {
    private static final long COMPLETED = 0;

    private final NodeContext context;
    private final LdkInstance ldk;
    private final Path file;
    private final Map<String, byte[]> monitors = new LinkedHashMap<>();
    private boolean changed;

    NodeStore(NodeContext context, Path file) {
        this.context = context;
        this.ldk = context.ldk;
        this.file = file;
    }

    /** LDK's {@code Persist}. "Completed" is said too early, and made up for by sending nothing before {@link #write}. */
    long trait() {
        return ldk.trait(
                "Persist",
                Map.of(
                        "persist_new_channel", arguments -> keep(arguments[0], arguments[1]),
                        "update_persisted_channel",
                                arguments -> {
                                    ldk.free("ChannelMonitorUpdate", arguments[1]);
                                    return keep(arguments[0], arguments[2]);
                                },
                        "archive_persisted_channel",
                                arguments -> {
                                    monitors.remove(name(arguments[0]));
                                    return COMPLETED;
                                }));
    }

    /** Writes the state if it has changed. */
    void write(long manager) {
        if (ldk.test("ChannelManager_get_and_clear_needs_persistence", manager) || changed) {
            changed = false;
            byte[] bytes = context.memory.takeBytes(ldk.call("ChannelManager_write", manager));
            try {
                new NodeState(bytes, monitors).write(file);
            } catch (IOException e) {
                throw new LdkBrokenException("the state of a node cannot be written: " + e.getMessage());
            }
        }
    }

    private long keep(long outpoint, long monitor) {
        monitors.put(name(outpoint), context.memory.takeBytes(ldk.call("ChannelMonitor_write", monitor)));
        ldk.free("ChannelMonitor", monitor);
        changed = true;
        return COMPLETED;
    }

    private String name(long outpoint) {
        String txid = context.takeHex(ldk.call("OutPoint_get_txid", outpoint));
        String name = txid + "_" + (int) ldk.call("OutPoint_get_index", outpoint);
        ldk.free("OutPoint", outpoint);
        return name;
    }
}
