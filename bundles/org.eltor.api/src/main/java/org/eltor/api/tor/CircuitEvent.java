package org.eltor.api.tor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A circuit changed (CIRC, control-spec 4.1.1).
 *
 * @param id the circuit
 * @param status its new status; {@link CircuitStatus#OTHER} for a word that is not known
 * @param path the relays so far, guard first; empty before the first hop
 * @param purpose tor's word, {@code GENERAL} or {@code CONTROLLER} for circuits of ours; empty when absent
 * @param reason why it failed or closed, for example {@code DESTROYED}; empty while it lives
 * @param remoteReason what the relay gave as the reason; empty when absent
 * @param arguments every {@code KEY=value} of the line, unquoted; a circuit that carried a stream names the user's
 *     SOCKS credentials here, so they are not printed
 */
public record CircuitEvent(
        CircuitId id,
        CircuitStatus status,
        List<Fingerprint> path,
        String purpose,
        Optional<String> reason,
        Optional<String> remoteReason,
        Map<String, String> arguments)
        implements TorEvent {
    public CircuitEvent {
        path = List.copyOf(path);
        arguments = Map.copyOf(arguments);
    }

    /** Whether this is the last event of the circuit. */
    public boolean isEnd() {
        return status == CircuitStatus.FAILED || status == CircuitStatus.CLOSED;
    }

    /** Leaves out the arguments. */
    @Override
    public String toString() {
        return "CircuitEvent[" + id + " " + status + " " + path.size() + " hops"
                + reason.map(r -> " REASON=" + r).orElse("")
                + remoteReason.map(r -> " REMOTE_REASON=" + r).orElse("") + "]";
    }
}
