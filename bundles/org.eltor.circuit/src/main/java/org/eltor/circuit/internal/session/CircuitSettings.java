package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the user set, checked.
 *
 * @param circuits circuits kept at once, 1 to 8
 * @param maxCircuits circuits at once where streams that must not share one need more, at least {@code circuits}
 * @param rounds rounds of a session, 1 to 10,000
 * @param maxInterval longest interval, whatever relays say: more than 60 s is not audited so by today's relays
 * @param buildTimeout how long a circuit may take to be built
 * @param ports ports that every exit must let through
 * @param streamLimit streams of one circuit; a warning comes at 80 %
 * @param stickToDestination whether streams to one destination stay on one circuit while it lives
 * @param socksTimeout how long tor lets a stream wait for a circuit
 * @param allowUnpaid whether tor may carry streams over its own circuits while no paid one is there
 * @param probeTarget {@code host:port} that answers connections, for probing silent circuits; empty for none
 * @param socksAddress {@code host:port} of tor's SOCKS port; empty asks tor
 */
public record CircuitSettings(
        int circuits,
        int maxCircuits,
        int rounds,
        Duration maxInterval,
        Duration buildTimeout,
        Set<Integer> ports,
        int streamLimit,
        boolean stickToDestination,
        Duration socksTimeout,
        boolean allowUnpaid,
        Optional<Target> probeTarget,
        Optional<Target> socksAddress) {

    /** What the configuration defaults to. */
    public static final CircuitSettings DEFAULTS = new CircuitSettings(
            2,
            4,
            10,
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Set.of(80, 443),
            256,
            true,
            Duration.ofSeconds(30),
            false,
            Optional.empty(),
            Optional.empty());

    /** @throws IllegalArgumentException naming the property and its range */
    public CircuitSettings {
        require(circuits >= 1 && circuits <= 8, "circuits must be 1 to 8, not " + circuits);
        require(
                maxCircuits >= circuits && maxCircuits <= 16,
                "circuits.max must be circuits to 16, not " + maxCircuits);
        require(rounds >= 1 && rounds <= 10_000, "rounds must be 1 to 10000, not " + rounds);
        require(inSeconds(maxInterval, 1, 60), "interval.max.seconds must be 1 to 60");
        require(inSeconds(buildTimeout, 1, 300), "build.timeout.seconds must be 1 to 300");
        require(ports.stream().allMatch(p -> p >= 1 && p <= 65_535), "ports must be 1 to 65535");
        require(streamLimit >= 1 && streamLimit <= 65_535, "stream.limit must be 1 to 65535, not " + streamLimit);
        require(inSeconds(socksTimeout, 5, 600), "socks.timeout.seconds must be 5 to 600");
        ports = Set.copyOf(new TreeSet<>(ports));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static boolean inSeconds(Duration duration, long min, long max) {
        return duration.toSeconds() >= min && duration.toSeconds() <= max;
    }

    /**
     * A host and a port.
     *
     * @param host name or address
     * @param port 1 to 65535
     */
    public record Target(String host, int port) {
        /**
         * Reads {@code host:port}, the host in brackets where it is an IPv6 address; blank text is no target.
         *
         * @throws IllegalArgumentException naming the property
         */
        public static Optional<Target> parse(String property, String text) {
            if (text.isBlank()) {
                return Optional.empty();
            }
            int colon = text.lastIndexOf(':');
            String host = colon < 1 ? "" : text.substring(0, colon).strip().replaceAll("[\\[\\]]", "");
            String port = text.substring(colon + 1).strip();
            boolean good = host.matches("[!-~]{1,253}") && port.matches("\\d{1,5}");
            require(
                    good && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535,
                    property + " must be host:port, not \"" + text + "\"");
            return Optional.of(new Target(host, Integer.parseInt(port)));
        }
    }
}
