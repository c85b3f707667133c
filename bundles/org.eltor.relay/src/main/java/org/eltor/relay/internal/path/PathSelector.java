package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathExplainer;
import org.eltor.api.relay.PathExplanation;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayExplanation;
import org.eltor.api.relay.RelaySelector;
import org.eltor.relay.internal.guard.GuardSet;

/**
 * Plans paths by the rules of path-spec 2.2 within a price: exit first, then guard, then middle, each at random by
 * weight. A plan is found whenever there is one.
 *
 * <p>The guard set and the surroundings are the only memory: as long as they stay the same, the same arguments give the
 * same plan. Thread-safe.
 */
public final class PathSelector implements RelaySelector, PathExplainer {
    private final PathSettings settings;
    private final GuardSet guardSet;
    private final Surroundings surroundings;
    private final Rosters rosters;

    public PathSelector(PathSettings settings, GuardSet guardSet, WeightSource weights, Surroundings surroundings) {
        this.settings = settings;
        this.guardSet = guardSet;
        this.surroundings = surroundings;
        this.rosters = new Rosters(weights);
    }

    @Override
    public PathPlan plan(PathRequest request, NetworkView view, RandomGenerator random) throws NoPathException {
        Criteria criteria = criteria(request, view);
        Optional<String> obstacle = obstacle(criteria);
        if (obstacle.isPresent()) {
            throw new NoPathException(obstacle.get());
        }
        Set<String> relaxed = new HashSet<>();
        for (Level level : Level.of(request.ports(), settings.longLivedPorts())) {
            Roster roster = rosters.of(view, criteria.flags(level.flags()), limits(request));
            Optional<PathPlan> plan = new Planning(request, roster, guardSet, random).plan(relaxed);
            if (plan.isPresent()) {
                return plan.get();
            }
            if (!roster.pool().isEmpty()) { // what nobody has is not given up
                relaxed.add(level.givenUp());
            }
        }
        throw new PathFailure(request, view, criteria, limits(request)).explain();
    }

    private Criteria criteria(PathRequest request, NetworkView view) {
        NodeLists nodes = settings.nodes().orElse(NodeChoice.of(view));
        return new Criteria(
                request.ports(),
                request.needsPaymentIds(),
                request.price(),
                settings.caps(),
                nodes,
                nodes.asksForCountries() ? surroundings.countries(view) : Countries.NONE,
                Set.of(),
                new Influence(settings.priceInfluence(), surroundings.history()));
    }

    private Limits limits(PathRequest request) {
        return new Limits(request.maxCost().msat(), settings.caps().interval());
    }

    /** Why nothing can be planned at all, whatever relays there are. */
    private Optional<String> obstacle(Criteria criteria) {
        return guardSet.problem()
                .or(() -> criteria.nodes().asksForCountries()
                        ? criteria.countries().missing().map(PathSelector::nowhere)
                        : Optional.empty());
    }

    private static String nowhere(String why) {
        return "The node lists name countries, and " + why;
    }

    @Override
    public PathExplanation explain(PathRequest request, NetworkView view) {
        Criteria criteria = criteria(request, view);
        List<String> givenUp = new ArrayList<>();
        Roster roster = roster(request, view, criteria, givenUp);
        return new Explanation(request, view, roster, guardSet, settings).of(obstacle(criteria), givenUp);
    }

    @Override
    public RelayExplanation explain(PathRequest request, NetworkView view, RelayDescriptor relay) {
        Criteria criteria = criteria(request, view);
        Roster roster = roster(request, view, criteria, new ArrayList<>());
        return new Scrutiny(request, roster, guardSet).of(relay, obstacle(criteria));
    }

    /** The roster of the level that a plan would use; adds the rules that it gives up. */
    private Roster roster(PathRequest request, NetworkView view, Criteria criteria, List<String> givenUp) {
        List<Level> levels = Level.of(request.ports(), settings.longLivedPorts());
        Roster roster = rosters.of(view, criteria.flags(levels.get(0).flags()), limits(request));
        for (int i = 1; i < levels.size() && !roster.hasPath(); i++) {
            givenUp.add(levels.get(i - 1).givenUp());
            roster = rosters.of(view, criteria.flags(levels.get(i).flags()), limits(request));
        }
        if (!roster.hasPath()) {
            givenUp.clear(); // in vain
        }
        return roster;
    }
}
