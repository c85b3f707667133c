package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.GuardSet;

/**
 * One plan with the relays of one roster. Diversity between the circuits is given up step by step where a network is
 * too small for it, the least harmful first: the guard of another circuit is shared; then it is middle or exit of this
 * one; then both; then a guard beyond the primary ones is taken. What holds within a path is never given up. Neither is
 * what the request avoids, the middles and exits of other circuits: whoever asks knows when to ask for less.
 */
final class Planning {
    private static final String SHARED_GUARD = "the guard is shared with another circuit: the guard set has no other";
    private static final String GUARD_ELSEWHERE =
            "another circuit's guard is middle or exit of this one: no other relay fits";
    private static final String FURTHER_GUARD =
            "the guard is none of the primary ones: none of them fits beside the other circuits";
    private static final String GUARDS_DOWN = "the guard is none of the primary ones: none of them answers";

    private final PathRequest request;
    private final Roster roster;
    private final GuardSet guardSet;
    private final RandomGenerator random;

    Planning(PathRequest request, Roster roster, GuardSet guardSet, RandomGenerator random) {
        this.request = request;
        this.roster = roster;
        this.guardSet = guardSet;
        this.random = random;
    }

    /**
     * The plan.
     *
     * @param given rules that have been given up already
     * @return empty when there is no path for certain
     */
    Optional<PathPlan> plan(Set<String> given) {
        if (!roster.hasPath()) {
            return Optional.empty();
        }
        GuardSet.Choice choice = guardSet.choose(roster);
        List<Candidate> now = choice.now().stream()
                .map(roster::guard)
                .filter(Objects::nonNull)
                .toList();
        Set<Fingerprint> primary = Set.copyOf(choice.primary());
        Set<String> relaxed = new HashSet<>(given);
        if (!now.isEmpty() && !primary.contains(now.get(0).fingerprint())) {
            relaxed.add(GUARDS_DOWN);
        }
        return quick(now, primary, relaxed).or(() -> complete(now, primary, relaxed));
    }

    private boolean isFree(Candidate candidate) {
        return !request.avoid().contains(candidate.fingerprint());
    }

    private boolean isNobodys(Candidate candidate) {
        return isFree(candidate) && !request.avoidGuards().contains(candidate.fingerprint());
    }

    /** Keeps the primary guards free for their own position: a next circuit needs them there. */
    private Optional<PathPlan> quick(List<Candidate> now, Set<Fingerprint> primary, Set<String> relaxed) {
        List<Candidate> own = now.stream().filter(this::isNobodys).toList();
        List<Candidate> guards =
                own.isEmpty() ? now.stream().filter(this::isFree).toList() : own;
        Predicate<Candidate> inner = candidate -> isNobodys(candidate) && !primary.contains(candidate.fingerprint());
        Path path = new QuickDraw(roster, inner, random).path(guards);
        return path == null
                ? Optional.empty()
                : Optional.of(plan(path, own.isEmpty() ? with(relaxed, SHARED_GUARD) : relaxed));
    }

    private Optional<PathPlan> complete(List<Candidate> now, Set<Fingerprint> primary, Set<String> relaxed) {
        Positions available = roster.byCost().filter(this::isFree, this::isFree);
        Limits limits = roster.limits();
        if (PathSearch.cheapest(available, limits.circuit(), limits.interval())
                .filter(limits::allow)
                .isEmpty()) {
            return Optional.empty();
        }
        Set<Fingerprint> last = new HashSet<>(request.avoidGuards());
        last.addAll(primary);
        List<Candidate> exits = last(roster.exits().order(random), last);
        Positions order = new Positions(now, last(roster.middles().order(random), last), exits);
        Supplier<List<Candidate>> further = () -> guardSet.further(roster, guard -> fits(guard, available))
                .map(roster::guard)
                .map(List::of)
                .orElse(List.of());
        return attempts(order, further, relaxed).or(() -> {
            throw new IllegalStateException("a path that exists was not found");
        });
    }

    private boolean fits(Fingerprint fingerprint, Positions available) {
        Candidate guard = roster.guard(fingerprint);
        return guard != null && isFree(guard) && roster.leads(guard, available);
    }

    private static List<Candidate> last(List<Candidate> order, Set<Fingerprint> last) {
        Map<Boolean, List<Candidate>> parts =
                order.stream().collect(Collectors.partitioningBy(candidate -> last.contains(candidate.fingerprint())));
        List<Candidate> joined = new ArrayList<>(parts.get(false));
        joined.addAll(parts.get(true));
        return joined;
    }

    private Optional<PathPlan> attempts(Positions order, Supplier<List<Candidate>> further, Set<String> relaxed) {
        return attempt(order, this::isNobodys, this::isNobodys, relaxed)
                .or(() -> attempt(order, this::isFree, this::isNobodys, with(relaxed, SHARED_GUARD)))
                .or(() -> attempt(order, this::isNobodys, this::isFree, with(relaxed, GUARD_ELSEWHERE)))
                .or(() ->
                        attempt(order, this::isFree, this::isFree, with(with(relaxed, SHARED_GUARD), GUARD_ELSEWHERE)))
                .or(() -> attempt(
                        new Positions(further.get(), order.middles(), order.exits()),
                        this::isFree,
                        this::isFree,
                        with(relaxed, FURTHER_GUARD)));
    }

    private Optional<PathPlan> attempt(
            Positions order, Predicate<Candidate> guard, Predicate<Candidate> inner, Set<String> relaxed) {
        return PathSearch.first(order.filter(guard, inner), roster.limits()).map(path -> plan(path, relaxed));
    }

    private static PathPlan plan(Path path, Set<String> relaxed) {
        return new PathPlan(path.hops(), MilliSatoshi.of(path.cost()), relaxed);
    }

    private static Set<String> with(Set<String> relaxed, String more) {
        Set<String> all = new HashSet<>(relaxed);
        all.add(more);
        return all;
    }
}
