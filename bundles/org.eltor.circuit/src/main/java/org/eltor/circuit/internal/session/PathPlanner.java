package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorMode;

/**
 * Asks the selector for paths that share no middle and no exit with the circuits there are, and for a while avoids
 * relays on which circuits died. Runs on the loop.
 */
final class PathPlanner {
    /** How long a relay is avoided after a circuit through it died: as long as a dead relay may stay in the consensus. */
    private static final Duration SUSPICION = Duration.ofMinutes(10);

    private static final Duration TOGETHER = Duration.ofSeconds(5);

    private final Context context;
    private final Map<CircuitRole, PathPlan> reserved = new HashMap<>();
    private final Map<Fingerprint, Instant> suspects = new HashMap<>();
    private final Map<Fingerprint, Instant> linksLost = new HashMap<>();
    private final Map<Fingerprint, Instant> guardsOfDead = new HashMap<>();

    PathPlanner(Context context) {
        this.context = context;
    }

    /**
     * Plans a path beside the live circuits and those about to be launched. Where the network is too small for that it
     * gives up caution first, and then the difference from circuits that are about to go: the one that this path
     * replaces, and those that take no new streams any more.
     *
     * @throws NoPathException when there is none even so
     */
    PathPlan plan(Collection<ManagedCircuit> live, CircuitRole role) throws NoPathException {
        Instant now = context.loop().now();
        suspects.values().removeIf(until -> until.isBefore(now));
        Taken all = taken(live.stream());
        Taken staying = taken(live.stream().filter(c -> c.state != CircuitState.DRAINING && !c.role.equals(role)));
        Set<Fingerprint> cautious = new HashSet<>(all.relays());
        cautious.addAll(suspects.keySet());
        NoPathException first = null;
        for (Taken taken : new LinkedHashSet<>(List.of(new Taken(cautious, all.guards()), all, staying))) {
            try {
                return select(taken.relays(), taken.guards());
            } catch (NoPathException e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    /** Relays that other circuits use: middles and exits, and apart from them guards. */
    private record Taken(Set<Fingerprint> relays, Set<Fingerprint> guards) {}

    private Taken taken(Stream<ManagedCircuit> circuits) {
        Set<Fingerprint> relays = new HashSet<>();
        Set<Fingerprint> guards = new HashSet<>();
        Stream.concat(circuits.map(c -> c.plan), reserved.values().stream()).forEach(plan -> {
            guards.add(plan.hops().get(0).fingerprint());
            relays.add(plan.hops().get(1).fingerprint());
            relays.add(plan.hops().get(2).fingerprint());
        });
        return new Taken(relays, guards);
    }

    private PathPlan select(Set<Fingerprint> avoid, Set<Fingerprint> guards) throws NoPathException {
        PathRequest request = new PathRequest(
                context.settings().ports(),
                avoid,
                guards,
                context.payments().circuitLimit(),
                context.payments().priceModel(),
                context.tor().info().mode() == TorMode.ELTOR);
        Services services = context.services().get();
        if (services.selector().isEmpty() || services.directory().isEmpty()) {
            throw new NoPathException("Waiting for " + String.join(" and ", services.missing()));
        }
        return services.selector()
                .get()
                .plan(request, services.directory().get().view(), context.random());
    }

    /** Keeps a plan's relays from other plans until it is launched. */
    void reserve(CircuitRole role, PathPlan plan) {
        reserved.put(role, plan);
    }

    void release(CircuitRole role) {
        reserved.remove(role);
    }

    /** A circuit failed after {@code hopsDone} hops: the next one did not answer. */
    void distrust(ManagedCircuit circuit, int hopsDone) {
        List<Fingerprint> path = circuit.path();
        suspect(path.get(Math.min(hopsDone, path.size() - 1)));
    }

    /** A circuit died in use. Nobody says where, so middle and exit may both be the cause. */
    void distrustAll(ManagedCircuit circuit) {
        circuit.path().stream().skip(1).forEach(this::suspect);
        together(circuit.guard(), guardsOfDead, linksLost);
    }

    /** Tor's connection to a relay ended. */
    void linkLost(Fingerprint relay) {
        together(relay, linksLost, guardsOfDead);
    }

    /**
     * A guard is not to be changed for somebody else's fault: it is under suspicion only where its own connection ended
     * at about the time that a circuit over it died. The two are told in either order.
     */
    private void together(Fingerprint relay, Map<Fingerprint, Instant> first, Map<Fingerprint, Instant> second) {
        Instant now = context.loop().now();
        first.put(relay, now);
        first.values().removeIf(at -> at.plus(TOGETHER).isBefore(now));
        second.values().removeIf(at -> at.plus(TOGETHER).isBefore(now));
        if (second.containsKey(relay)) {
            suspect(relay);
        }
    }

    /** A circuit was built: its relays are well. */
    void trust(PathPlan plan) {
        plan.hops().stream().map(RelayDescriptor::fingerprint).forEach(suspects::remove);
    }

    private void suspect(Fingerprint relay) {
        suspects.put(relay, context.loop().now().plus(SUSPICION));
    }
}
