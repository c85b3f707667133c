package org.eltor.relay.internal.path;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.address.IpLiteral;

/** A relay that may be used, with its price and networks. Belongs to one plan. */
final class Candidate {
    private static final int IPV6_PREFIX_BYTES = 4;

    private final RelayDescriptor relay;
    private final long cost;
    private Set<String> networks; // worked out for the few that are looked at closely

    /** @param cost price as one hop of a circuit, millisatoshi */
    Candidate(RelayDescriptor relay, long cost) {
        this.relay = relay;
        this.cost = cost;
    }

    RelayDescriptor relay() {
        return relay;
    }

    Fingerprint fingerprint() {
        return relay.fingerprint();
    }

    long cost() {
        return cost;
    }

    /** Whether both may be in one path: two relays, of two families, in two /16 and /32 networks (path-spec 2.2). */
    boolean goesWith(Candidate other) {
        return !fingerprint().equals(other.fingerprint())
                && !relay.family().contains(other.fingerprint())
                && !other.relay.family().contains(fingerprint())
                && networks().stream().noneMatch(other.networks()::contains);
    }

    private Set<String> networks() {
        if (networks == null) {
            networks = new HashSet<>();
            for (String address : relay.addresses()) {
                IpLiteral.ipv4(address).ifPresent(bits -> networks.add("4:" + (bits >>> 16)));
                IpLiteral.ipv6(address)
                        .ifPresent(bytes -> networks.add("6:" + HexFormat.of().formatHex(bytes, 0, IPV6_PREFIX_BYTES)));
            }
        }
        return networks;
    }
}
