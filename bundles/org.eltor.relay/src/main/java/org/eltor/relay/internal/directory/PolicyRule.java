package org.eltor.relay.internal.directory;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eltor.relay.internal.address.IpLiteral;

/**
 * One {@code accept} or {@code reject} line of a server descriptor (dir-spec 2.1.3), as far as it is about IPv4.
 *
 * @param accept whether it lets through
 * @param addresses number of IPv4 addresses it covers, 0 for private ones, which count for nothing here
 * @param firstPort first port it covers, 1 to 65535
 * @param lastPort last port it covers
 */
record PolicyRule(boolean accept, long addresses, int firstPort, int lastPort) {
    static final long ALL_ADDRESSES = 1L << 32;

    private static final Set<String> PRIVATE = Set.of(
            "0.0.0.0/8", "169.254.0.0/16", "127.0.0.0/8", "192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "private");
    private static final int LAST_PORT = 65_535;

    /**
     * Reads one rule.
     *
     * @param pattern address, mask and ports, for example {@code 18.0.0.0/8:80-90}
     * @return empty for a rule about IPv6 only
     */
    static Optional<PolicyRule> parse(boolean accept, String pattern) throws SkippedException {
        int colon = pattern.lastIndexOf(':');
        if (colon < 1) {
            throw new SkippedException(SkipReason.MALFORMED_POLICY);
        }
        String address = pattern.substring(0, colon);
        String ports = pattern.substring(colon + 1);
        int dash = ports.indexOf('-');
        int first = ports.equals("*") ? 1 : port(dash < 0 ? ports : ports.substring(0, dash));
        int last = ports.equals("*") ? LAST_PORT : port(dash < 0 ? ports : ports.substring(dash + 1));
        if (first > last) {
            throw new SkippedException(SkipReason.MALFORMED_POLICY);
        }
        if (address.startsWith("[") || address.equals("*6")) {
            return Optional.empty();
        }
        return Optional.of(new PolicyRule(accept, addresses(address), Math.max(1, first), last));
    }

    private static int port(String text) throws SkippedException {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > LAST_PORT) {
            throw new SkippedException(SkipReason.MALFORMED_POLICY);
        }
        return Integer.parseInt(text);
    }

    private static long addresses(String text) throws SkippedException {
        if (text.equals("*") || text.equals("*4")) {
            return ALL_ADDRESSES;
        }
        if (PRIVATE.contains(text)) {
            return 0;
        }
        int slash = text.indexOf('/');
        if (IpLiteral.ipv4(slash < 0 ? text : text.substring(0, slash)).isEmpty()) {
            throw new SkippedException(SkipReason.MALFORMED_POLICY);
        }
        return slash < 0 ? 1 : ALL_ADDRESSES >>> prefixLength(text.substring(slash + 1));
    }

    private static int prefixLength(String mask) throws SkippedException {
        if (mask.matches("[0-9]{1,2}") && Integer.parseInt(mask) <= Integer.SIZE) {
            return Integer.parseInt(mask);
        }
        OptionalInt bits = IpLiteral.ipv4(mask);
        if (bits.isEmpty()
                || bits.getAsInt() != 0
                        && Integer.numberOfTrailingZeros(bits.getAsInt())
                                != Integer.SIZE - Integer.bitCount(bits.getAsInt())) {
            throw new SkippedException(SkipReason.MALFORMED_POLICY);
        }
        return Integer.bitCount(bits.getAsInt());
    }
}
