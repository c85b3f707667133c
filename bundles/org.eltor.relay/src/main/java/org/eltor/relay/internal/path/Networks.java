package org.eltor.relay.internal.path;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eltor.relay.internal.address.IpLiteral;

/**
 * The networks that a relay's addresses are in: the first 16 bits of each IPv4 address and the first 32 bits of each
 * IPv6 address. Two relays of one network are not used in one path (path-spec 2.2).
 */
record Networks(int[] ipv4, int[] ipv6) {
    private static final int[] NONE = {};

    static Networks of(List<String> addresses) {
        int[] four = NONE;
        int[] six = NONE;
        for (String address : addresses) {
            OptionalInt ipv4 = IpLiteral.ipv4(address);
            if (ipv4.isPresent()) {
                four = with(four, ipv4.getAsInt() >>> 16);
            } else {
                Optional<byte[]> ipv6 = IpLiteral.ipv6(address);
                if (ipv6.isPresent()) {
                    six = with(six, ByteBuffer.wrap(ipv6.get()).getInt());
                }
            }
        }
        return new Networks(four, six);
    }

    private static int[] with(int[] prefixes, int prefix) {
        int[] longer = Arrays.copyOf(prefixes, prefixes.length + 1);
        longer[prefixes.length] = prefix;
        return longer;
    }

    boolean touches(Networks other) {
        return anyEqual(ipv4, other.ipv4) || anyEqual(ipv6, other.ipv6);
    }

    private static boolean anyEqual(int[] ours, int[] theirs) {
        for (int one : ours) {
            for (int other : theirs) {
                if (one == other) {
                    return true;
                }
            }
        }
        return false;
    }
}
