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
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.GuardSet;

/**
 * One plan with the relays of one roster. Diversity between the circuits is given up step by step where a network is
 * too small for it, the least harmful first: the guard is a relay of another circuit too; then a guard of others is
 * middle or exit of this one; then both; then a guard of the set is taken that is not in use. What holds within a path
 * is never given up. Neither is what the request avoids, as middle or exit: whoever asks knows when to ask for less.
 */
final class Planning {
    private static final String SHARED_GUARD =
            "the guard is shared with another circuit: the guards in use leave no other";
    private static final String AVOIDED_GUARD =
            "the guard is middle or exit of another circuit, or is suspected there: the guards in use leave no other";
    private static final String GUARD_ELSEWHERE =
            "another circuit's guard is middle or exit of this one: no other relay fits";
    private static final String FURTHER_GUARD =
            "the guard is none of the primary ones: none of them fits beside the other circuits";
    private static final String GUARDS_DOWN = "the guard is none of the primary ones: none of them answers";
    private static final String FULL = "The guard set is full of guards that were used, and none of them will do now;"
            + " allow some of them again (entry.nodes, exclude.nodes, exclude.exit.nodes, caps), or remove guards.json to"
            + " begin with others";

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
     * @throws NoPathException when there are paths, but no guard may be taken
     */
    Optional<PathPlan> plan(Set<String> given) throws NoPathException {
        if (!roster.hasPath()) {
            return Optional.empty();
        }
        GuardSet.Choice choice = guardSet.choose(roster);
        List<Candidate> now = choice.now().stream()
                .map(roster::guard)
                .filter(Objects::nonNull)
                .toList();
        if (now.isEmpty()) {
            throw new NoPathException(FULL);
        }
        return quick(now, choice, given).or(() -> complete(now, choice, given));
    }

    private boolean isFree(Candidate candidate) {
        return !request.avoid().contains(candidate.fingerprint());
    }

    private boolean isNobodys(Candidate candidate) {
        return isFree(candidate) && !request.avoidGuards().contains(candidate.fingerprint());
    }

    private boolean any(Candidate candidate) {
        return true;
    }

    private Optional<PathPlan> quick(List<Candidate> now, GuardSet.Choice choice, Set<String> given) {
        List<Candidate> own = now.stream().filter(this::isNobodys).toList();
        Predicate<Candidate> inner = roster.keepsGuards()
                ? candidate -> isNobodys(candidate) && !choice.primary().contains(candidate.fingerprint())
                : this::isFree;
        Path path = new QuickDraw(roster, inner, random).path(own.isEmpty() ? now : own);
        return Optional.ofNullable(path).map(found -> plan(found, choice, given));
    }

    private Optional<PathPlan> complete(List<Candidate> now, GuardSet.Choice choice, Set<String> given) {
        Positions available = roster.byCost().filter(this::any, this::isFree);
        Limits limits = roster.limits();
        if (PathSearch.cheapest(available, limits.circuit(), limits.interval())
                .filter(limits::allow)
                .isEmpty()) {
            return Optional.empty();
        }
        Set<Fingerprint> last = new HashSet<>();
        if (roster.keepsGuards()) {
            last.addAll(request.avoidGuards());
            last.addAll(choice.primary());
        }
        List<Candidate> exits = last(roster.exits().order(random), last);
        Positions order = new Positions(now, last(roster.middles().order(random), last), exits);
        Supplier<List<Candidate>> further = () -> guardSet.further(roster, guard -> fits(guard, available))
                .map(roster::guard)
                .map(List::of)
                .orElse(List.of());
        return attempts(order, further).map(path -> plan(path, choice, given));
    }

    private boolean fits(Fingerprint fingerprint, Positions available) {
        Candidate guard = roster.guard(fingerprint);
        return guard != null && roster.leads(guard, available);
    }

    private static List<Candidate> last(List<Candidate> order, Set<Fingerprint> last) {
        Map<Boolean, List<Candidate>> parts =
                order.stream().collect(Collectors.partitioningBy(candidate -> last.contains(candidate.fingerprint())));
        List<Candidate> joined = new ArrayList<>(parts.get(false));
        joined.addAll(parts.get(true));
        return joined;
    }

    private Optional<Path> attempts(Positions order, Supplier<List<Candidate>> further) {
        Predicate<Candidate> apart = roster.keepsGuards() ? this::isNobodys : this::isFree;
        return attempt(order, this::isNobodys, apart)
                .or(() -> attempt(order, this::any, apart))
                .or(() -> attempt(order, this::isNobodys, this::isFree))
                .or(() -> attempt(order, this::any, this::isFree))
                .or(() ->
                        attempt(new Positions(further.get(), order.middles(), order.exits()), this::any, this::isFree));
    }

    private Optional<Path> attempt(Positions order, Predicate<Candidate> guard, Predicate<Candidate> inner) {
        return PathSearch.first(order.filter(guard, inner), roster.limits());
    }

    /** The path, with what was given up for it. */
    private PathPlan plan(Path path, GuardSet.Choice choice, Set<String> given) {
        Set<String> relaxed = new HashSet<>(given);
        Fingerprint guard = path.guard().fingerprint();
        if (!isNobodys(path.guard())) {
            relaxed.add(request.avoidGuards().contains(guard) ? SHARED_GUARD : AVOIDED_GUARD);
        }
        if (roster.keepsGuards() && !(isNobodys(path.middle()) && isNobodys(path.exit()))) {
            relaxed.add(GUARD_ELSEWHERE);
        }
        if (!choice.primary().contains(guard)) {
            relaxed.add(choice.now().contains(guard) ? GUARDS_DOWN : FURTHER_GUARD);
        }
        return new PathPlan(path.hops(), MilliSatoshi.of(path.cost()), relaxed);
    }
}
