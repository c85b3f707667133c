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
import java.util.stream.Collectors;
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
 * middles and exits on which circuits died. Which guard to take is up to the guard set. Runs on the loop.
 */
final class PathPlanner {
    /** How long a relay is avoided after a circuit through it died: as long as a dead relay may stay in the consensus. */
    private static final Duration SUSPICION = Duration.ofMinutes(10);

    private final Context context;
    private final Map<CircuitRole, PathPlan> reserved = new HashMap<>();
    private final Map<Fingerprint, Suspicion> suspects = new HashMap<>();

    PathPlanner(Context context) {
        this.context = context;
    }

    /**
     * @param until when it is forgotten
     * @param again whether it was tried meanwhile, and no circuit could be extended to it
     */
    private record Suspicion(Instant until, boolean again) {}

    /**
     * Plans a path beside the live circuits and those about to be launched. A network too small for that makes it give
     * up, in this order: caution about relays that failed once; the difference from circuits that are about to go, which
     * are the one that this path replaces and those that take no new streams any more; that circuits share no middle;
     * instead, that they share no exit; and at last caution about relays that failed again, which are dead for all that
     * is known. Never middle and exit at once: such a circuit would fail with the other one. The plan says what it came
     * to.
     *
     * @throws NoPathException when there is none even so; says why there is none with nothing given up
     */
    PathPlan plan(Collection<ManagedCircuit> live, CircuitRole role) throws NoPathException {
        Instant now = context.loop().now();
        suspects.values().removeIf(suspicion -> suspicion.until().isBefore(now));
        Set<Fingerprint> dead = suspects.entrySet().stream()
                .filter(suspect -> suspect.getValue().again())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Taken all = taken(live.stream());
        Taken staying = taken(live.stream().filter(c -> c.state != CircuitState.DRAINING && !c.role.equals(role)));
        Set<Attempt> attempts = new LinkedHashSet<>();
        attempts.add(new Attempt(joined(all.inner(), suspects.keySet()), all.guards()));
        for (Set<Fingerprint> avoided : List.of(dead, Set.<Fingerprint>of())) {
            attempts.add(new Attempt(joined(all.inner(), avoided), all.guards()));
            attempts.add(new Attempt(joined(staying.inner(), avoided), staying.guards()));
            attempts.add(new Attempt(joined(staying.exits(), avoided), staying.guards()));
            attempts.add(new Attempt(joined(staying.middles(), avoided), staying.guards()));
        }
        NoPathException first = null;
        for (Attempt attempt : attempts) {
            try {
                return withWhatWasGivenUp(select(attempt.avoid(), attempt.guards()), all, staying);
            } catch (NoPathException e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    private PathPlan withWhatWasGivenUp(PathPlan plan, Taken all, Taken staying) {
        Set<String> relaxed = new HashSet<>(plan.relaxed());
        for (RelayDescriptor hop : plan.hops().subList(1, plan.hops().size())) {
            Fingerprint relay = hop.fingerprint();
            if (suspects.containsKey(relay)) {
                relaxed.add("a relay is used on which a circuit died lately: no other path fits");
            }
            if (staying.middles().contains(relay)) {
                relaxed.add("a middle of another circuit is used: no other path fits");
            } else if (staying.exits().contains(relay)) {
                relaxed.add("an exit of another circuit is used: no other path fits");
            } else if (all.inner().contains(relay)) {
                relaxed.add("a relay of a circuit that is about to end is used: no other path fits");
            }
        }
        return new PathPlan(plan.hops(), plan.cost(), relaxed);
    }

    /** What one attempt leaves to other circuits. */
    private record Attempt(Set<Fingerprint> avoid, Set<Fingerprint> guards) {}

    /** Relays that other circuits use. */
    private record Taken(Set<Fingerprint> guards, Set<Fingerprint> middles, Set<Fingerprint> exits) {
        Set<Fingerprint> inner() {
            return joined(middles, exits);
        }
    }

    private static Set<Fingerprint> joined(Set<Fingerprint> some, Set<Fingerprint> others) {
        Set<Fingerprint> both = new HashSet<>(some);
        both.addAll(others);
        return both;
    }

    private Taken taken(Stream<ManagedCircuit> circuits) {
        Taken taken = new Taken(new HashSet<>(), new HashSet<>(), new HashSet<>());
        Stream.concat(circuits.map(c -> c.plan), reserved.values().stream()).forEach(plan -> {
            taken.guards().add(plan.hops().get(0).fingerprint());
            taken.middles().add(plan.hops().get(1).fingerprint());
            taken.exits().add(plan.hops().get(2).fingerprint());
        });
        return taken;
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

    /**
     * A circuit failed after {@code hopsDone} hops: the next one did not answer. A guard that did not is the guard
     * set's to judge, which hears of it by the history: it may as well have been our own connection.
     */
    void distrust(ManagedCircuit circuit, int hopsDone) {
        if (hopsDone > 0) {
            List<Fingerprint> path = circuit.path();
            Fingerprint next = path.get(Math.min(hopsDone, path.size() - 1));
            suspect(next, suspects.containsKey(next));
        }
    }

    /** A relay could not be paid in time, which may be the wallet's fault as well. */
    void distrustUnpaid(ManagedCircuit circuit, int hop) {
        suspect(circuit.path().get(hop), false);
    }

    /** A circuit died in use. Nobody says where, so middle and exit may both be the cause. */
    void distrustAll(ManagedCircuit circuit) {
        circuit.path().stream().skip(1).forEach(relay -> suspect(relay, false));
    }

    /** A circuit was built: its relays are well. */
    void trust(PathPlan plan) {
        plan.hops().stream().map(RelayDescriptor::fingerprint).forEach(suspects::remove);
    }

    /** What is held against a relay already is not forgotten for something lesser. */
    private void suspect(Fingerprint relay, boolean again) {
        Suspicion suspicion = new Suspicion(context.loop().now().plus(SUSPICION), again);
        suspects.merge(relay, suspicion, (old, now) -> new Suspicion(now.until(), old.again() || now.again()));
    }
}
