package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eltor.api.relay.RelayDescriptor;

/**
 * Which relays a user wants where.
 *
 * @param entry relays that may be guards
 * @param exit relays that may be exits
 * @param exclude relays that may be nothing
 * @param excludeExit relays that may not be exits
 */
public record NodeLists(NodeList entry, NodeList exit, NodeList exclude, NodeList excludeExit) {
    /** Nothing is asked for. */
    public static final NodeLists UNSET = new NodeLists(NodeList.UNSET, NodeList.UNSET, NodeList.UNSET, NodeList.UNSET);

    /** Each list that is given here, and the lists of {@code other} in place of those that are not. */
    public NodeLists orElse(NodeLists other) {
        return new NodeLists(
                entry.orElse(other.entry),
                exit.orElse(other.exit),
                exclude.orElse(other.exclude),
                excludeExit.orElse(other.excludeExit));
    }

    boolean allowsAnywhere(RelayDescriptor relay) {
        return !exclude.relays().contains(relay.fingerprint());
    }

    boolean allowsAsGuard(RelayDescriptor relay) {
        return entry.allows(relay.fingerprint());
    }

    boolean allowsAsExit(RelayDescriptor relay) {
        return exit.allows(relay.fingerprint()) && !excludeExit.relays().contains(relay.fingerprint());
    }

    boolean anyGiven() {
        return entry.given() || exit.given() || exclude.given() || excludeExit.given();
    }

    /**
     * One line for each entry that was refused.
     *
     * @param names what the lists are called where they were written, in the order of this record's parts
     */
    public List<String> warnings(List<String> names) {
        Map<String, NodeList> lists = new LinkedHashMap<>();
        lists.put(names.get(0), entry);
        lists.put(names.get(1), exit);
        lists.put(names.get(2), exclude);
        lists.put(names.get(3), excludeExit);
        List<String> warnings = new ArrayList<>();
        lists.forEach((name, list) -> list.refused()
                .forEach(refused -> warnings.add("Entry \"" + refused + "\" of " + name
                        + " is not a relay fingerprint and is not used; write 40 hex digits, a leading $ is allowed")));
        return warnings;
    }
}
