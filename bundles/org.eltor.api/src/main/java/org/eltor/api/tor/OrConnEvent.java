package org.eltor.api.tor;

import java.util.Optional;

/**
 * A connection to a relay changed (ORCONN, control-spec 4.1.3).
 *
 * @param relay the relay; empty when tor knows only its address
 * @param status NEW, LAUNCHED, CONNECTED, FAILED or CLOSED as printed
 * @param reason why it failed or closed; empty otherwise
 * @param circuits number of circuits on it, -1 when not given
 */
public record OrConnEvent(Optional<Fingerprint> relay, String status, Optional<String> reason, int circuits)
        implements TorEvent {}
