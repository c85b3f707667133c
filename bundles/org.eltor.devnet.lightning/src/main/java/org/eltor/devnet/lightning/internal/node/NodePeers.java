package org.eltor.devnet.lightning.internal.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eltor.devnet.lightning.internal.ldk.LdkInstance;

/**
 * A node's connections. What LDK wants to send waits until {@link #flush}, so that nothing leaves before the state that
 * it follows from is stored.
 */
final class NodePeers {
    private static final String INBOUND = "CResult_NonePeerHandleErrorZ";
    private static final String OUTBOUND = "CResult_CVec_u8ZPeerHandleErrorZ";
    private static final String READ = "CResult_boolPeerHandleErrorZ";

    private final NodeContext context;
    private final LdkInstance ldk;
    private final long manager;
    private final Map<Long, Long> descriptors = new HashMap<>();
    private final List<Runnable> outbox = new ArrayList<>();
    private long last;

    NodePeers(NodeContext context, long manager) {
        this.context = context;
        this.ldk = context.ldk;
        this.manager = manager;
    }

    /** Waits for a peer to begin. @return the connection's number */
    long accept(Wire wire) {
        long id = open(wire);
        long result = ldk.call("PeerManager_new_inbound_connection", manager, descriptors.get(id), noAddress());
        context.ok(INBOUND, result, "a connection was refused");
        return id;
    }

    /** Begins. @return the connection's number */
    long connect(String nodeId, Wire wire) {
        long id = open(wire);
        long result = ldk.call(
                "PeerManager_new_outbound_connection", manager, context.hex(nodeId), descriptors.get(id), noAddress());
        byte[] hello = context.memory.takeBytes(context.ok(OUTBOUND, result, "a connection was refused"));
        outbox.add(() -> wire.send(hello));
        return id;
    }

    void received(long id, byte[] bytes, Wire wire) {
        Long descriptor = descriptors.get(id);
        if (descriptor == null) {
            return;
        }
        long result = ldk.call("PeerManager_read_event", manager, descriptor, context.memory.bytes(bytes));
        boolean good = ldk.test(READ + "_is_ok", result);
        ldk.call(READ + "_free", result);
        if (!good) {
            descriptors.remove(id);
            outbox.add(wire::close);
        }
    }

    void lost(long id) {
        Long descriptor = descriptors.remove(id);
        if (descriptor != null) {
            ldk.call("PeerManager_socket_disconnected", manager, descriptor);
        }
    }

    /** Peers that have said who they are. */
    int count() {
        long[] peers = context.memory.takeHandles(ldk.call("PeerManager_list_peers", manager));
        for (long peer : peers) {
            ldk.free("PeerDetails", peer);
        }
        return peers.length;
    }

    void flush() {
        List<Runnable> due = List.copyOf(outbox);
        outbox.clear();
        due.forEach(Runnable::run);
    }

    private long open(Wire wire) {
        long id = ++last;
        long descriptor = ldk.trait(
                "SocketDescriptor",
                Map.of(
                        "send_data",
                                arguments -> {
                                    byte[] bytes = context.memory.takeBytes(arguments[0]);
                                    if (bytes.length > 0) {
                                        outbox.add(() -> wire.send(bytes));
                                    }
                                    return bytes.length;
                                },
                        "disconnect_socket",
                                arguments -> {
                                    descriptors.remove(id);
                                    outbox.add(wire::close);
                                    return 0;
                                },
                        "eq",
                                arguments -> {
                                    boolean same = ldk.call("SocketDescriptor_hash", arguments[0]) == id;
                                    ldk.call("SocketDescriptor_free", arguments[0]);
                                    return same ? 1 : 0;
                                },
                        "hash", arguments -> id));
        descriptors.put(id, descriptor);
        return id;
    }

    private long noAddress() {
        return ldk.call("COption_SocketAddressZ_none");
    }
}
