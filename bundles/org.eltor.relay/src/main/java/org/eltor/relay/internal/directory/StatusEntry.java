package org.eltor.relay.internal.directory;

import java.util.List;
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
 */
record StatusEntry(
        Fingerprint fingerprint, String nickname, List<String> addresses, Set<RelayFlag> flags, long bandwidth) {
    StatusEntry {
        addresses = List.copyOf(addresses);
        flags = Set.copyOf(flags);
    }
}
