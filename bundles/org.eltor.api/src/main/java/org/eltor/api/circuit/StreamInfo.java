package org.eltor.api.circuit;

import java.time.Instant;
import java.util.Optional;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.StreamStatus;

/**
 * A stream that this manager takes care of.
 *
 * @param id tor's id
 * @param circuit the circuit it is on; empty while it waits
 * @param status tor's last word on it
 * @param targetHost the user's target: for the user's own eyes, never for a log
 * @param targetPort port, 0 for a lookup
 * @param since when it appeared
 */
public record StreamInfo(
        StreamId id,
        Optional<CircuitId> circuit,
        StreamStatus status,
        String targetHost,
        int targetPort,
        Instant since) {
    @Override
    public String toString() {
        return "StreamInfo[" + id + " " + status + "]";
    }
}
