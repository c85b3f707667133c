package org.eltor.devnet.lightning.internal.node;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.eltor.devnet.lightning.internal.ldk.LdkBrokenException;
import org.eltor.devnet.lightning.internal.ldk.LdkInstance;
import org.eltor.devnet.lightning.internal.ldk.LdkMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the nodes of one LDK instance share: most of all the graph of public channels, for which LDK reserves room as if
 * it were the world's.
 */
public final class NodeContext {
    /** The one network that this bundle knows. */
    static final int REGTEST = 2;

    private static final Logger LOG = LoggerFactory.getLogger("org.eltor.devnet.lightning.ldk");
    private static final int LOG_WARN = 4;
    private static final int MAXIMUM_FEE_ESTIMATE = 0;
    private static final long MOST_SAT_PER_KW = 20_000;
    private static final long SAT_PER_KW = 253;

    final LdkInstance ldk;
    final LdkMemory memory;
    final long logger;
    final long fees;
    final long graph;

    /**
     * Takes most of a second for the first instance of the JVM, and a tenth for another.
     *
     * @param known the public channels as {@link #graph} gave them; empty where nothing is known yet
     */
    public NodeContext(Optional<byte[]> known) {
        ldk = new LdkInstance();
        memory = ldk.memory();
        logger = ldk.trait("Logger", Map.of("log", arguments -> log(arguments[0])));
        fees = ldk.trait(
                "FeeEstimator",
                Map.of(
                        "get_est_sat_per_1000_weight",
                        arguments -> arguments[0] == MAXIMUM_FEE_ESTIMATE ? MOST_SAT_PER_KW : SAT_PER_KW));
        graph = known.isEmpty()
                ? ldk.call("NetworkGraph_new", REGTEST, logger)
                : ok(
                        "CResult_NetworkGraphDecodeErrorZ",
                        ldk.call("NetworkGraph_read", memory.bytes(known.get()), logger),
                        "the graph of channels cannot be read");
    }

    /** How many public channels are known here. */
    public int knownChannels() {
        long view = ldk.call("NetworkGraph_read_only", graph);
        int count = memory.takeHandles(ldk.call("ReadOnlyNetworkGraph_list_channels", view)).length;
        ldk.call("ReadOnlyNetworkGraph_free", view);
        return count;
    }

    /** The public channels, to be kept: nobody announces them a second time. */
    public byte[] graph() {
        return memory.takeBytes(ldk.call("NetworkGraph_write", graph));
    }

    /** What LDK occupies, in bytes. */
    public long memoryBytes() {
        return memory.size();
    }

    /** Gives LDK bytes that are written in hex. */
    long hex(String hex) {
        return memory.bytes(HexFormat.of().parseHex(hex));
    }

    /** Takes bytes from LDK, in hex. */
    String takeHex(long pointer) {
        return HexFormat.of().formatHex(memory.takeBytes(pointer));
    }

    /**
     * What a result holds.
     *
     * @throws LdkBrokenException when it is an error
     */
    long ok(String type, long result, String what) {
        if (!ldk.test(type + "_is_ok", result)) {
            throw new LdkBrokenException(what);
        }
        return ldk.call(type + "_get_ok", result);
    }

    private long log(long entry) {
        if (LOG.isTraceEnabled() || (LOG.isDebugEnabled() && ldk.call("Record_get_level", entry) >= LOG_WARN)) {
            LOG.debug("{}", memory.takeText(ldk.call("Record_get_args", entry)));
        }
        ldk.free("Record", entry);
        return 0;
    }
}
