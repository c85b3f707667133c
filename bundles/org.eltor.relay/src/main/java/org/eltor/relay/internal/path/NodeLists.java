package org.eltor.relay.internal.path;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eltor.api.relay.RelayDescriptor;

/**
 * Which relays a user wants where. Excluded relays are used for nothing, whatever {@code StrictNodes} says: tor too
 * makes exceptions only for circuits of its own that are never paid for.
 *
 * @param entry relays that may be guards
 * @param middle relays that may be middles
 * @param exit relays that may be exits
 * @param exclude relays that may be nothing
 * @param excludeExit relays that may not be exits
 * @param strict {@code StrictNodes}: 0 or 1, or nothing where it is not set
 */
public record NodeLists(
        NodeList entry, NodeList middle, NodeList exit, NodeList exclude, NodeList excludeExit, String strict) {
    /** Tor's options that a list is read from. */
    public static final Set<String> TOR_OPTIONS =
            Set.of("EntryNodes", "MiddleNodes", "ExitNodes", "ExcludeNodes", "ExcludeExitNodes", "StrictNodes");

    /** Nothing is asked for. */
    public static final NodeLists UNSET = ofConfig(name -> "");

    /**
     * Tor's own lists.
     *
     * @param option the value of each of {@link #TOR_OPTIONS}, empty where it is not set
     */
    public static NodeLists ofTor(UnaryOperator<String> option) {
        UnaryOperator<String> torrc = name -> name + " (torrc)";
        return new NodeLists(
                NodeList.parse(torrc.apply("EntryNodes"), option.apply("EntryNodes")),
                NodeList.parse(torrc.apply("MiddleNodes"), option.apply("MiddleNodes")),
                NodeList.parse(torrc.apply("ExitNodes"), option.apply("ExitNodes")),
                NodeList.parse(torrc.apply("ExcludeNodes"), option.apply("ExcludeNodes")),
                NodeList.parse(torrc.apply("ExcludeExitNodes"), option.apply("ExcludeExitNodes")),
                option.apply("StrictNodes").strip());
    }

    /** The lists of the configuration; {@code setting} gives the value of a property, empty where it is not set. */
    public static NodeLists ofConfig(UnaryOperator<String> setting) {
        return new NodeLists(
                NodeList.parse("entry.nodes", setting.apply("entry.nodes")),
                NodeList.parse("middle.nodes", setting.apply("middle.nodes")),
                NodeList.parse("exit.nodes", setting.apply("exit.nodes")),
                NodeList.parse("exclude.nodes", setting.apply("exclude.nodes")),
                NodeList.parse("exclude.exit.nodes", setting.apply("exclude.exit.nodes")),
                setting.apply("strict.nodes").strip());
    }

    /** Each list that is given here, and the lists of {@code other} in place of those that are not. */
    public NodeLists orElse(NodeLists other) {
        return new NodeLists(
                entry.orElse(other.entry),
                middle.orElse(other.middle),
                exit.orElse(other.exit),
                exclude.orElse(other.exclude),
                excludeExit.orElse(other.excludeExit),
                strict.isEmpty() ? other.strict : strict);
    }

    /** Excluding a country excludes relays of no known country too, as with tor's {@code GeoIPExcludeUnknown auto}. */
    boolean allowsAnywhere(RelayDescriptor relay, Countries countries) {
        return !exclude.names(relay, countries) && !isNowhere(exclude, relay, countries);
    }

    boolean allowsAsGuard(RelayDescriptor relay, Countries countries) {
        return entry.allows(relay, countries);
    }

    boolean allowsAsMiddle(RelayDescriptor relay, Countries countries) {
        return middle.allows(relay, countries);
    }

    boolean allowsAsExit(RelayDescriptor relay, Countries countries) {
        return exit.allows(relay, countries)
                && !excludeExit.names(relay, countries)
                && !isNowhere(excludeExit, relay, countries);
    }

    private static boolean isNowhere(NodeList list, RelayDescriptor relay, Countries countries) {
        return list.asksForCountries()
                && countries.of(relay).filter(Countries.UNKNOWN::equals).isPresent();
    }

    boolean anyGiven() {
        return all().anyMatch(NodeList::given);
    }

    /** Whether tor has to say where relays are. */
    public boolean asksForCountries() {
        return all().anyMatch(NodeList::asksForCountries);
    }

    /** The lists, in the order of this record's parts. */
    Stream<NodeList> all() {
        return Stream.of(entry, middle, exit, exclude, excludeExit);
    }

    /** The same with another list in the place of the one of the same name. */
    NodeLists with(NodeList changed) {
        UnaryOperator<NodeList> choice = list -> list.name().equals(changed.name()) ? changed : list;
        return new NodeLists(
                choice.apply(entry),
                choice.apply(middle),
                choice.apply(exit),
                choice.apply(exclude),
                choice.apply(excludeExit),
                strict);
    }

    /** One line for each entry that means nothing. */
    public List<String> warnings() {
        return all().flatMap(list -> list.warnings().stream()).toList();
    }
}
