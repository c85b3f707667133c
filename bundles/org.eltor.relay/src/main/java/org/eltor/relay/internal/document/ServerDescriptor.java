package org.eltor.relay.internal.document;

import java.util.List;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.tor.Fingerprint;

/**
 * What matters here of one server descriptor (dir-spec 2.1.1).
 *
 * @param fingerprint whose it is
 * @param nickname 1 to 19 letters or digits
 * @param published {@code YYYY-MM-DD HH:MM:SS} in UTC, so that later sorts higher; empty when it does not say
 * @param addresses IP addresses as literals, IPv4 first
 * @param family what it says of its family
 * @param exitPorts ports that its policy lets through to most addresses
 * @param exitPortsIpv6 the same for IPv6, from its own summary
 * @param congestionControl whether its protocol list has {@code FlowCtrl=2}
 * @param terms its payment terms
 */
public record ServerDescriptor(
        Fingerprint fingerprint,
        String nickname,
        String published,
        List<String> addresses,
        FamilyClaims family,
        PortSet exitPorts,
        PortSet exitPortsIpv6,
        boolean congestionControl,
        PaymentTerms terms) {
    public ServerDescriptor {
        addresses = List.copyOf(addresses);
    }
}
