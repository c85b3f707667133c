package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelaySelector;
import org.eltor.api.tor.Fingerprint;

/**
 * Plans paths by the rules of path-spec 2.2 within a price: exit first, then guard, then middle, each at random by
 * weight, going back where a choice leaves nothing for the next position. A plan is found whenever there is one.
 *
 * <p>The guard set is the only memory: as long as it stays the same, the same arguments give the same plan.
 * Thread-safe.
 */
public final class PathSelector implements RelaySelector {
    /** Guards in use at a time (guard-spec, NUM_PRIMARY_GUARDS). */
    static final int PRIMARY_GUARDS = 3;

    private static final String SHARED_GUARD = "the guard is shared with another circuit: the guard set has no other";
    private static final String GUARD_ELSEWHERE =
            "another circuit's guard is middle or exit of this one: no other relay fits";
    private static final String FURTHER_GUARD =
            "the guard is none of the " + PRIMARY_GUARDS + " primary ones: none of them fits beside the other circuits";

    private final NodeLists configured;
    private final GuardSet guardSet;
    private final PositionWeights weights;

    /** @param configured lists that go before those in tor's own configuration */
    public PathSelector(NodeLists configured, GuardSet guardSet, PositionWeights weights) {
        this.configured = configured;
        this.guardSet = guardSet;
        this.weights = weights;
    }

    @Override
    public PathPlan plan(PathRequest request, NetworkView view, RandomGenerator random) throws NoPathException {
        NodeLists nodes = configured.orElse(NodeChoice.of(view));
        CandidatePool pool = CandidatePool.of(request, view, nodes);
        long most = request.maxCost().msat();
        Positions available = PathSearch.byCost(pool.available());
        if (PathSearch.cheapest(available, most)
                .filter(path -> path.cost() <= most)
                .isEmpty()) {
            throw new PathFailure(request, view, nodes).explain();
        }
        Positions order = randomOrder(pool.all(), random);
        Guards guards = new Guards(order.guards());
        List<Candidate> primary = guards.choose(PathSearch.byCost(pool.all()), most, PRIMARY_GUARDS);
        return attempts(request, guardsLast(order, request, primary), primary, () -> guards.choose(available, most, 1))
                .orElseThrow(() -> new IllegalStateException("a path that exists was not found"));
    }

    /** Exits, guards, middles, in this order: the numbers drawn depend on the view and the request alone. */
    private Positions randomOrder(Positions all, RandomGenerator random) {
        List<Candidate> exits = WeightedOrder.of(all.exits(), Position.EXIT, weights, random);
        List<Candidate> guards = WeightedOrder.of(all.guards(), Position.GUARD, weights, random);
        return new Positions(guards, WeightedOrder.of(all.middles(), Position.MIDDLE, weights, random), exits);
    }

    /** Keeps the primary guards free for their own position: a next circuit needs them there. */
    private static Positions guardsLast(Positions order, PathRequest request, List<Candidate> primary) {
        Set<Fingerprint> last = new HashSet<>(request.avoidGuards());
        primary.forEach(guard -> last.add(guard.fingerprint()));
        return new Positions(order.guards(), last(order.middles(), last), last(order.exits(), last));
    }

    private static List<Candidate> last(List<Candidate> order, Set<Fingerprint> last) {
        Map<Boolean, List<Candidate>> parts =
                order.stream().collect(Collectors.partitioningBy(candidate -> last.contains(candidate.fingerprint())));
        List<Candidate> joined = new ArrayList<>(parts.get(false));
        joined.addAll(parts.get(true));
        return joined;
    }

    /** Gives up one rule of diversity after the other, the least harmful first; never one of those within a path. */
    private static Optional<PathPlan> attempts(
            PathRequest request, Positions order, List<Candidate> primary, Supplier<List<Candidate>> further) {
        Set<Fingerprint> avoid = request.avoid();
        Set<Fingerprint> othersGuards = request.avoidGuards();
        Predicate<Candidate> free = candidate -> !avoid.contains(candidate.fingerprint());
        Predicate<Candidate> nobodys = free.and(candidate -> !othersGuards.contains(candidate.fingerprint()));
        long most = request.maxCost().msat();
        Function<Predicate<Candidate>, Positions> own =
                inner -> new Positions(primary, order.middles(), order.exits()).filter(nobodys, inner);
        Function<Predicate<Candidate>, Positions> shared =
                inner -> new Positions(primary, order.middles(), order.exits()).filter(free, inner);
        return plan(own.apply(nobodys), most, Set.of())
                .or(() -> plan(shared.apply(nobodys), most, Set.of(SHARED_GUARD)))
                .or(() -> plan(own.apply(free), most, Set.of(GUARD_ELSEWHERE)))
                .or(() -> plan(shared.apply(free), most, Set.of(SHARED_GUARD, GUARD_ELSEWHERE)))
                .or(() -> plan(
                        new Positions(further.get(), order.middles(), order.exits()).filter(free, free),
                        most,
                        Set.of(FURTHER_GUARD)));
    }

    private static Optional<PathPlan> plan(Positions order, long most, Set<String> relaxed) {
        return PathSearch.first(order, most)
                .map(path -> new PathPlan(path.hops(), MilliSatoshi.of(path.cost()), relaxed));
    }

    /** The guards that may be used, and the guard set's choice among them. */
    private final class Guards {
        private final Map<Fingerprint, Candidate> byFingerprint = new HashMap<>();
        private final List<Fingerprint> order;

        Guards(List<Candidate> candidates) {
            candidates.forEach(candidate -> byFingerprint.put(candidate.fingerprint(), candidate));
            order = candidates.stream().map(Candidate::fingerprint).toList();
        }

        /** Guards through which a path leads that costs no more than {@code most}. */
        List<Candidate> choose(Positions sorted, long most, int count) {
            Set<Candidate> inNetwork = new HashSet<>(sorted.guards());
            Map<Fingerprint, Boolean> known = new HashMap<>();
            Predicate<Fingerprint> usable = fingerprint -> known.computeIfAbsent(fingerprint, any -> {
                Candidate guard = byFingerprint.get(fingerprint);
                Positions through = new Positions(List.of(guard), sorted.middles(), sorted.exits());
                return inNetwork.contains(guard)
                        && PathSearch.cheapest(through, most)
                                .filter(path -> path.cost() <= most)
                                .isPresent();
            });
            return guardSet.choose(order, usable, count).stream()
                    .map(byFingerprint::get)
                    .toList();
        }
    }
}
