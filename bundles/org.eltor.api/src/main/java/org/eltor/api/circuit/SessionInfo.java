package org.eltor.api.circuit;

import java.util.Optional;
import org.eltor.api.tor.TorInfo;

/**
 * The manager at one moment.
 *
 * @param state where it stands
 * @param problem what stands in the way and the way out, one line; empty while all is well
 * @param tor the tor it works with; empty while there is none
 * @param circuits circuits wanted
 * @param round rounds begun in this session
 * @param rounds rounds of a session
 * @param failovers circuits that died while they were usable, since the start
 */
public record SessionInfo(
        SessionState state,
        Optional<String> problem,
        Optional<TorInfo> tor,
        int circuits,
        int round,
        int rounds,
        int failovers) {}
