package org.eltor.relay.internal.document;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;

/**
 * What matters here of one relay's entry in the consensus (dir-spec 3.4.1).
 *
 * @param fingerprint which relay
 * @param nickname 1 to 19 letters or digits
 * @param addresses IP addresses as literals, IPv4 first
 * @param flags those of its flags that anything here looks at
 * @param bandwidth consensus weight in kilobytes per second; 0 where none is given
 * @param congestionControl whether its protocol list has {@code FlowCtrl=2}; false where there is no list
 * @param microdescriptor digest of its microdescriptor; empty in flavours that do not say
 * @param exitPorts the summary of its exit policy; empty in flavours that do not say
 */
public record StatusEntry(
        Fingerprint fingerprint,
        String nickname,
        List<String> addresses,
        Set<RelayFlag> flags,
        long bandwidth,
        boolean congestionControl,
        Optional<Digest> microdescriptor,
        Optional<PortSet> exitPorts) {
    public StatusEntry {
        addresses = List.copyOf(addresses);
        flags = Set.copyOf(flags);
    }
}
