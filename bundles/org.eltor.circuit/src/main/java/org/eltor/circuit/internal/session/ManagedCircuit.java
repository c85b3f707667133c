package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.Hop;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.StreamId;

/** A circuit of ours, from the answer to its build command on. Only touched on the loop. */
final class ManagedCircuit {
    final CircuitId id;
    final CircuitRole role;
    final PathPlan plan;
    final CircuitAccount account;
    final IntervalClock clock;
    final Set<StreamId> openStreams = new HashSet<>();

    /** Its place in the order of circuits, given by the {@link Board}; 0 before. */
    long number;

    CircuitState state = CircuitState.BUILDING;
    Optional<Duration> builtIn = Optional.empty();
    /** Hops that tor has reported while building. */
    int hopsDone;

    /** The session (counted by {@link RoundLoop}) that it was launched in. */
    int session;

    int nextInterval = 1;
    int settledIntervals;
    long streams;
    long bytesRead;
    long bytesWritten;
    long peak; // the most bytes of one event, which is about a second
    MilliSatoshi spent = MilliSatoshi.ZERO;
    Optional<String> closedReason = Optional.empty();

    /** The class of streams that it carries; empty until its first stream. A circuit never carries two classes. */
    Optional<IsolationClass> isolation = Optional.empty();

    /** Last sign that data arrives over it. */
    Instant lastDelivery;

    ManagedCircuit(CircuitId id, CircuitRole role, PathPlan plan, CircuitAccount account, IntervalClock clock) {
        this.id = id;
        this.role = role;
        this.plan = plan;
        this.account = account;
        this.clock = clock;
        this.lastDelivery = clock.launchedAt();
    }

    boolean isUsable() {
        return state == CircuitState.USABLE;
    }

    boolean isLive() {
        return state != CircuitState.CLOSED;
    }

    boolean hasCarriedTraffic() {
        return bytesRead > 0;
    }

    List<Fingerprint> path() {
        return plan.hops().stream().map(RelayDescriptor::fingerprint).toList();
    }

    Fingerprint guard() {
        return path().get(0);
    }

    boolean sharesRelay(ManagedCircuit other) {
        return path().stream().anyMatch(other.path()::contains);
    }

    /**
     * Whether the exit's policy lets a stream through. A name counts as one of an IPv4 address, as in tor.
     *
     * @param port 0 for a lookup, which any exit does
     */
    boolean allows(String host, int port) {
        RelayDescriptor exit = plan.hops().get(2);
        boolean ipv6 = host.indexOf(':') >= 0; // in no name and in no IPv4 address
        return port == 0 || (ipv6 ? exit.exitPortsIpv6() : exit.exitPorts()).test(port);
    }

    /** Whether all its relays are said to stay. */
    boolean isStable() {
        return plan.hops().stream().allMatch(relay -> relay.has(RelayFlag.STABLE));
    }

    /** When the last interval that was paid, or is being paid, ends. */
    Instant paidUntil() {
        return clock.end(Math.max(1, nextInterval - 1));
    }

    CircuitInfo info() {
        List<Hop> hops = plan.hops().stream()
                .map(r -> new Hop(r.fingerprint(), r.nickname(), r.terms().rate()))
                .toList();
        return new CircuitInfo(
                id,
                role,
                state,
                hops,
                clock.launchedAt(),
                builtIn,
                settledIntervals,
                openStreams.size(),
                streams,
                bytesRead,
                bytesWritten,
                spent,
                closedReason);
    }

    @Override
    public String toString() {
        return role + " circuit " + id;
    }
}
