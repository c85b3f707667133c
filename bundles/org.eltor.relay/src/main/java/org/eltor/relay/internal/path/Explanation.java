package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PathExplanation;
import org.eltor.api.relay.PathRequest;
import org.eltor.relay.internal.guard.GuardSet;

/** Says what one request has to choose from. */
final class Explanation {
    private static final int LIKELIEST = 20;

    private final PathRequest request;
    private final NetworkView view;
    private final Roster roster;
    private final GuardSet guardSet;
    private final PathSettings settings;

    /** @param roster of the level that a plan would use */
    Explanation(PathRequest request, NetworkView view, Roster roster, GuardSet guardSet, PathSettings settings) {
        this.request = request;
        this.view = view;
        this.roster = roster;
        this.guardSet = guardSet;
        this.settings = settings;
    }

    /**
     * @param obstacle why nothing can be planned, whatever relays there are
     * @param givenUp rules that a plan gives up, one line each
     */
    PathExplanation of(Optional<String> obstacle, List<String> givenUp) {
        Map<String, Integer> refusals = new LinkedHashMap<>();
        roster.pool().refusals(request.avoid()).forEach((reason, count) -> refusals.put(reason.text(), count));
        Positions available =
                roster.byCost().filter(guard -> true, inner -> !request.avoid().contains(inner.fingerprint()));
        Optional<Path> cheapest =
                PathSearch.cheapest(available, -1, roster.limits().interval());
        Optional<String> problem = obstacle.or(
                () -> cheapest.filter(roster.limits()::allow).isPresent() ? Optional.empty() : Optional.of(failure()));
        return new PathExplanation(
                view.relays().size(),
                List.of(
                        position(Position.GUARD, roster.guards()),
                        position(Position.MIDDLE, roster.middles()),
                        position(Position.EXIT, roster.exits())),
                refusals,
                guardSet.records(roster),
                cheapest.or(roster::cheapest).map(path -> MilliSatoshi.of(path.cost())),
                request.maxCost(),
                notes(givenUp),
                problem);
    }

    private String failure() {
        Criteria criteria = roster.criteria().flags(Set.of());
        return new PathFailure(request, view, criteria, roster.limits())
                .explain()
                .getMessage();
    }

    private PathExplanation.Position position(Position position, WeightTable table) {
        double total = table.total();
        List<PathExplanation.Share> likeliest = IntStream.range(
                        0, table.candidates().size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer index) -> -table.weight(index)))
                .limit(LIKELIEST)
                .map(index -> share(table.candidates().get(index), total > 0 ? table.weight(index) / total : 0))
                .toList();
        return new PathExplanation.Position(
                position.name().toLowerCase(Locale.ROOT), table.candidates().size(), table.effectiveSize(), likeliest);
    }

    private static PathExplanation.Share share(Candidate candidate, double probability) {
        return new PathExplanation.Share(
                candidate.relay(), probability, MilliSatoshi.of(candidate.cost()), candidate.factor());
    }

    private List<String> notes(List<String> givenUp) {
        List<String> notes = new ArrayList<>();
        givenUp.forEach(rule -> notes.add("Given up: " + rule));
        if (!ConsensusWeights.areKnown(view)) {
            notes.add(
                    "The bandwidth weights of the consensus are not known: at every position all of a relay's bandwidth"
                            + " counts, unlike for other clients");
        }
        NodeLists nodes = roster.criteria().nodes();
        nodes.all()
                .filter(NodeList::given)
                .forEach(list -> notes.add(
                        list.name() + " is in force: " + list.entries().size() + " entries"
                                + (list.refused().isEmpty()
                                        ? ""
                                        : ", and " + list.refused().size() + " that mean nothing")));
        if (nodes.strict().equals("0") && nodes.exclude().given()) {
            notes.add("StrictNodes 0 changes nothing here: excluded relays are never used in paid circuits");
        }
        if (settings.caps().interval() < Long.MAX_VALUE) {
            notes.add("One interval may cost " + settings.caps().interval() + " msat in all (interval.max.msat)");
        }
        if (settings.caps().relay() < Long.MAX_VALUE) {
            notes.add("One relay may cost " + settings.caps().relay() + " msat for a circuit's life (relay.max.msat)");
        }
        notes.add(
                settings.priceInfluence()
                        ? "Cheaper relays are preferred, within the bounds of the factor"
                        : "Prices only count against the limits (price.influence is false)");
        notes.addAll(guardSet.notices());
        return notes;
    }
}
