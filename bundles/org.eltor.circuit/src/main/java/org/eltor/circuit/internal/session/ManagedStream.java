package org.eltor.circuit.internal.session;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.circuit.StreamInfo;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.tor.StreamEvent;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.StreamStatus;

/** A stream that waits for a circuit or is on one of ours. Only touched on the loop. */
final class ManagedStream {
    final StreamId id;
    final String host;
    final int port;
    final IsolationClass isolation;
    final Instant since;

    /** Circuits that did not work for it. */
    final Set<ManagedCircuit> tried = new HashSet<>();

    StreamStatus status;

    /** The circuit it is on, or is being attached to; empty while it waits. */
    Optional<ManagedCircuit> circuit = Optional.empty();

    /** When it sent its connect and began to wait for the exit; empty while it does not wait for one. */
    Optional<Instant> connecting = Optional.empty();

    int attempts;

    ManagedStream(StreamEvent event, Instant since) {
        this.id = event.id();
        this.host = event.targetHost();
        this.port = event.targetPort();
        this.isolation = IsolationClass.of(event);
        this.status = event.status();
        this.since = since;
    }

    /** Whether it is to a port whose streams last long. */
    boolean isLongLived() {
        return PathRequest.LONG_LIVED_PORTS.contains(port);
    }

    boolean isWaiting() {
        return circuit.isEmpty();
    }

    StreamInfo info() {
        return new StreamInfo(id, circuit.map(c -> c.id), status, host, port, since);
    }

    /** Leaves out the target. */
    @Override
    public String toString() {
        return "stream " + id;
    }
}
