package org.eltor.relay.internal.path;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.RelayDescriptor;

/** Finds the entry of the node lists that leaves no path. */
final class NodeBlame {
    private static final int SHOWN = 3;

    private final Criteria criteria;
    private final NodeLists nodes;
    private final NetworkView view;
    private final Predicate<NodeLists> possible;

    /**
     * @param criteria with lists that leave no path
     * @param possible whether there is a path with other lists
     */
    NodeBlame(Criteria criteria, NetworkView view, Predicate<NodeLists> possible) {
        this.criteria = criteria;
        this.nodes = criteria.nodes();
        this.view = view;
        this.possible = possible;
    }

    /** What makes it impossible, a clause that names list and entry. */
    String culprit() {
        List<NodeList> given = nodes.all().filter(NodeList::given).toList();
        Optional<NodeList> alone = given.stream()
                .filter(list -> possible.test(nodes.with(NodeList.parse(list.name(), ""))))
                .findFirst();
        if (alone.isPresent()) {
            return isExclusion(alone.get()) ? excluding(alone.get()) : allowing(alone.get());
        }
        return "no single list is the cause, but "
                + given.stream().map(NodeList::name).collect(Collectors.joining(", "))
                + " together; "
                + given.stream()
                        .filter(list -> !isExclusion(list))
                        .map(this::allowing)
                        .collect(Collectors.joining("; "));
    }

    private boolean isExclusion(NodeList list) {
        return list == nodes.exclude() || list == nodes.excludeExit();
    }

    private String excluding(NodeList list) {
        return list.entries().stream()
                .filter(entry -> possible.test(nodes.with(list.without(entry))))
                .findFirst()
                .map(entry -> quoted(entry.text()) + " of " + list.name() + " excludes " + matches(entry)
                        + " relays, and without it there would be a path")
                .orElseGet(() -> "the " + list.entries().size() + " entries of " + list.name()
                        + " together exclude all that are needed");
    }

    /** What each entry of a list of allowed relays is good for. */
    private String allowing(NodeList list) {
        if (list.entries().isEmpty()) {
            return list.name() + " has no entry that means a relay, but "
                    + quoted(list.refused().get(0));
        }
        String entries = list.entries().stream()
                .limit(SHOWN)
                .map(entry -> quoted(entry.text()) + " " + use(entry))
                .collect(Collectors.joining(", "));
        int more = list.entries().size() - SHOWN;
        return "of " + list.name() + ", " + entries + (more > 0 ? ", and " + more + " more entries" : "");
    }

    private String use(NodeEntry entry) {
        long matched = matches(entry);
        if (matched == 0) {
            return "is no relay in the directory";
        }
        long excluded = view.relays().stream()
                .filter(relay -> entry.matches(relay, criteria.countries()))
                .filter(relay -> !nodes.allowsAnywhere(relay, criteria.countries()))
                .count();
        return "is " + matched + (matched == 1 ? " relay" : " relays")
                + (excluded > 0 ? ", of which " + nodes.exclude().name() + " excludes " + excluded : "")
                + " and none can be used there";
    }

    private long matches(NodeEntry entry) {
        return view.relays().stream()
                .filter((RelayDescriptor relay) -> entry.matches(relay, criteria.countries()))
                .count();
    }

    private static String quoted(String entry) {
        return "\"" + entry + "\"";
    }
}
