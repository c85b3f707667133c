package org.eltor.relay.internal.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads IP addresses written as literals; no resolver is ever asked. */
public final class IpLiteral {
    private static final Pattern DOTTED = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");
    /** The colon keeps the JDK from taking the text for a host name. */
    private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]{1,44}");

    private static final int IPV6_BYTES = 16;

    private IpLiteral() {}

    /** The 32 bits of a dotted address; empty for anything else. */
    public static OptionalInt ipv4(String text) {
        if (!DOTTED.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        int bits = 0;
        for (String octet : text.split("\\.")) {
            int value = Integer.parseInt(octet);
            if (value > 255) {
                return OptionalInt.empty();
            }
            bits = bits << 8 | value;
        }
        return OptionalInt.of(bits);
    }

    /** The 16 bytes of an IPv6 address without brackets; empty for anything else, IPv4-mapped addresses included. */
    public static Optional<byte[]> ipv6(String text) {
        if (!COLONS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.getByName(text).getAddress();
            return bytes.length == IPV6_BYTES ? Optional.of(bytes) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty(); // not an address after all
        }
    }
}
