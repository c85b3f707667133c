package org.eltor.api.relay;

import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.eltor.api.tor.Fingerprint;

/**
 * What is known of a relay, from the consensus and its descriptor together.
 *
 * @param fingerprint its identity
 * @param nickname its name for people, 1 to 19 letters or digits; not unique, not to be trusted
 * @param addresses its IP addresses as literals, IPv4 first; never empty
 * @param flags its flags in the consensus
 * @param bandwidth consensus weight in kilobytes per second, never negative
 * @param family the relays that it names as run by the same operator and that name it
 * @param exitPorts whether its exit policy lets a port through to most IPv4 addresses; false for all where it is no exit
 * @param exitPortsIpv6 the same for IPv6 addresses; false for all where it says nothing of them
 * @param deliversPaymentIds whether ids reach it inside the handshake ({@code FlowCtrl=2})
 * @param terms what it asks; {@link PaymentTerms#FREE} where it says nothing
 */
public record RelayDescriptor(
        Fingerprint fingerprint,
        String nickname,
        List<String> addresses,
        Set<RelayFlag> flags,
        long bandwidth,
        Set<Fingerprint> family,
        IntPredicate exitPorts,
        IntPredicate exitPortsIpv6,
        boolean deliversPaymentIds,
        PaymentTerms terms) {
    public RelayDescriptor {
        addresses = List.copyOf(addresses);
        flags = Set.copyOf(flags);
        family = Set.copyOf(family);
    }

    /** A relay that lets nothing through to IPv6 addresses. */
    public RelayDescriptor(
            Fingerprint fingerprint,
            String nickname,
            List<String> addresses,
            Set<RelayFlag> flags,
            long bandwidth,
            Set<Fingerprint> family,
            IntPredicate exitPorts,
            boolean deliversPaymentIds,
            PaymentTerms terms) {
        this(
                fingerprint,
                nickname,
                addresses,
                flags,
                bandwidth,
                family,
                exitPorts,
                port -> false,
                deliversPaymentIds,
                terms);
    }

    /** Whether the consensus gives it this flag. */
    public boolean has(RelayFlag flag) {
        return flags.contains(flag);
    }

    @Override
    public String toString() {
        return fingerprint.toString();
    }
}
