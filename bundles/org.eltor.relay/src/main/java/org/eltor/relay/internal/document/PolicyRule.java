package org.eltor.relay.internal.document;

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
    private static final int PORT_DIGITS = 5;

    /**
     * Reads one rule.
     *
     * @param pattern address, mask and ports, for example {@code 18.0.0.0/8:80-90}
     * @param line number of its line, for the message
     * @return empty for a rule about IPv6 only
     */
    static Optional<PolicyRule> parse(boolean accept, String pattern, int line) throws DocumentException {
        int colon = pattern.lastIndexOf(':');
        if (colon < 1) {
            throw malformed(line);
        }
        String address = pattern.substring(0, colon);
        String ports = pattern.substring(colon + 1);
        int dash = ports.indexOf('-');
        int first = ports.equals("*") ? 1 : port(dash < 0 ? ports : ports.substring(0, dash), line);
        int last = ports.equals("*") ? LAST_PORT : port(dash < 0 ? ports : ports.substring(dash + 1), line);
        if (first > last) {
            throw malformed(line);
        }
        if (address.startsWith("[") || address.equals("*6")) {
            return Optional.empty();
        }
        return Optional.of(new PolicyRule(accept, addresses(address, line), Math.max(1, first), last));
    }

    private static int port(String text, int line) throws DocumentException {
        long port = Ascii.number(text, PORT_DIGITS);
        if (port < 0 || port > LAST_PORT) {
            throw malformed(line);
        }
        return (int) port;
    }

    private static long addresses(String text, int line) throws DocumentException {
        if (text.equals("*") || text.equals("*4")) {
            return ALL_ADDRESSES;
        }
        if (PRIVATE.contains(text)) {
            return 0;
        }
        int slash = text.indexOf('/');
        if (IpLiteral.ipv4(slash < 0 ? text : text.substring(0, slash)).isEmpty()) {
            throw malformed(line);
        }
        return slash < 0 ? 1 : ALL_ADDRESSES >>> prefixLength(text.substring(slash + 1), line);
    }

    private static int prefixLength(String mask, int line) throws DocumentException {
        long length = Ascii.number(mask, 2);
        if (length >= 0 && length <= Integer.SIZE) {
            return (int) length;
        }
        OptionalInt bits = IpLiteral.ipv4(mask);
        if (bits.isEmpty()
                || bits.getAsInt() != 0
                        && Integer.numberOfTrailingZeros(bits.getAsInt())
                                != Integer.SIZE - Integer.bitCount(bits.getAsInt())) {
            throw malformed(line);
        }
        return Integer.bitCount(bits.getAsInt());
    }

    private static DocumentException malformed(int line) {
        return new DocumentException(line, SkipReason.MALFORMED_POLICY, "not a rule of an exit policy");
    }
}
