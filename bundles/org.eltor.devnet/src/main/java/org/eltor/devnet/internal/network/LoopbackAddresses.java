package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Where the relays of one network listen: {@code 127.x.y.z} with another x for each, so that no two
 * share a /16, and one port for all. Several networks on one machine differ in x, y, z and port.
 *
 * @param hosts one dotted address per relay
 * @param port TCP port of the relay protocol, below the range from which systems take outgoing
 *     ports
 */
record LoopbackAddresses(List<String> hosts, int port) {

    /** Lower second octets are left to resolvers and to whatever else lives in 127.0.0.0/8. */
    private static final int LOWEST_OCTET = 16;

    private static final int LAST_OCTET = 254;
    private static final int LOWEST_PORT = 20_000;
    private static final int PORTS = 10_000;
    private static final int ATTEMPTS = 50;

    /**
     * Draws addresses until all of them can be bound right now.
     *
     * @param firstOctet the second octet of the first address, where it must be a certain one
     */
    static LoopbackAddresses choose(int count, OptionalInt firstOctet, RandomGenerator random) throws IOException {
        int choices = LAST_OCTET + 1 - LOWEST_OCTET - count;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int first = firstOctet.orElseGet(() -> LOWEST_OCTET + random.nextInt(choices + 1));
            String rest = "." + random.nextInt(256) + "." + (1 + random.nextInt(LAST_OCTET));
            List<String> hosts = IntStream.range(first, first + count)
                    .mapToObj(x -> "127." + x + rest)
                    .toList();
            int port = LOWEST_PORT + random.nextInt(PORTS);
            if (hosts.stream().allMatch(host -> isFree(host, port))) {
                return new LoopbackAddresses(hosts, port);
            }
        }
        throw new IOException("No free loopback addresses for " + count + " relays; is 127.0.0.0/8 usable here?");
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
