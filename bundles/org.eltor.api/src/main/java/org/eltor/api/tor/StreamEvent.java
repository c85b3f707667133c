package org.eltor.api.tor;

import java.util.Map;
import java.util.Optional;

/**
 * A stream changed (STREAM, control-spec 4.1.2).
 *
 * @param id the stream
 * @param status its new status; {@link StreamStatus#OTHER} for a word that is not known
 * @param circuit the circuit it is on; empty while it is on none
 * @param targetHost host name or address as the application gave it; a user's secret: never to be logged
 * @param targetPort port, 0 for RESOLVE requests
 * @param reason why it failed, closed or was detached; empty otherwise
 * @param remoteReason what the exit gave as the reason; empty when absent
 * @param arguments every {@code KEY=value} of the line, unquoted: {@code PURPOSE}, {@code SOCKS_USERNAME},
 *     {@code SOCKS_PASSWORD}, {@code CLIENT_PROTOCOL}, {@code NYM_EPOCH}, {@code SESSION_GROUP}, {@code ISO_FIELDS}…
 */
public record StreamEvent(
        StreamId id,
        StreamStatus status,
        Optional<CircuitId> circuit,
        String targetHost,
        int targetPort,
        Optional<String> reason,
        Optional<String> remoteReason,
        Map<String, String> arguments)
        implements TorEvent {
    public StreamEvent {
        arguments = Map.copyOf(arguments);
    }

    /** Whether this is the last event of the stream. */
    public boolean isEnd() {
        return status == StreamStatus.FAILED || status == StreamStatus.CLOSED;
    }

    /** Leaves out target and credentials: both belong to the user. */
    @Override
    public String toString() {
        return "StreamEvent[" + id + " " + status + " on "
                + circuit.map(CircuitId::value).orElse("0")
                + reason.map(r -> " REASON=" + r).orElse("") + "]";
    }
}
