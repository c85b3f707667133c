package org.eltor.devnet.lightning.internal.node;

import java.util.Map;
import org.eltor.devnet.lightning.internal.ldk.LdkInstance;

/**
 * Routers for a node that is paid and never pays. Its offers and invoices name no way but itself, which everybody on
 * this network knows the way to, and name it by a channel. An invoice then just fits an onion message of 1300 bytes; the
 * next size is 32 kB, and to encrypt and decrypt that is half of the work of a payment.
 */
final class BriefPaths {
    private BriefPaths() {}

    static long router(NodeContext context, long router) {
        LdkInstance ldk = context.ldk;
        return ldk.trait("Router", Map.of("create_blinded_payment_paths", arguments -> {
            for (long channel : context.memory.takeHandles(arguments[1])) {
                ldk.free("ChannelDetails", channel);
            }
            long paths = ldk.call(
                    "Router_create_blinded_payment_paths",
                    router,
                    arguments[0],
                    context.memory.handles(),
                    arguments[2],
                    arguments[3]);
            ldk.free("ReceiveTlvs", arguments[2]);
            return paths;
        }));
    }

    static long messageRouter(NodeContext context, long router) {
        LdkInstance ldk = context.ldk;
        return ldk.trait(
                "MessageRouter",
                Map.of(
                        "create_blinded_paths",
                        arguments -> {
                            context.memory.takeByteArrays(arguments[2]);
                            long paths = ldk.call(
                                    "MessageRouter_create_compact_blinded_paths",
                                    router,
                                    arguments[0],
                                    arguments[1],
                                    context.memory.handles());
                            ldk.free("MessageContext", arguments[1]);
                            return paths;
                        },
                        "find_path",
                        arguments -> {
                            long path = ldk.call(
                                    "MessageRouter_find_path", router, arguments[0], arguments[1], arguments[2]);
                            ldk.free("Destination", arguments[2]);
                            return path;
                        }));
    }
}
