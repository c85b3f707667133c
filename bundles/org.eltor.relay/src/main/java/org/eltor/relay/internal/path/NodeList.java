package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;

/**
 * A list of relays as a user writes it, in a configuration or as tor's {@code EntryNodes}: fingerprints, nicknames,
 * networks like {@code 10.0.0.0/8} or {@code [2001:db8::]/32}, and countries like {@code {de}}, with commas between
 * them. Immutable.
 */
public final class NodeList {
    private static final int SHOWN = 45;

    private final String name;
    private final Set<Fingerprint> fingerprints = new HashSet<>(); // most lists are long lists of these
    private final List<NodeEntry> entries = new ArrayList<>();
    private final List<NodeEntry> others = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    private NodeList(String name) {
        this.name = name;
    }

    /**
     * Reads a list; any text is accepted, and entries that mean nothing are kept apart.
     *
     * @param name what the list is called where it was written
     */
    public static NodeList parse(String name, String text) {
        NodeList list = new NodeList(name);
        for (String written : text.split(",")) {
            String entry = written.strip();
            if (!entry.isEmpty()) {
                NodeEntry.parse(entry).ifPresentOrElse(list::add, () -> list.refused.add(shown(entry)));
            }
        }
        return list;
    }

    private void add(NodeEntry entry) {
        entries.add(entry);
        if (entry instanceof NodeEntry.ByFingerprint one) {
            fingerprints.add(one.relay());
        } else {
            others.add(entry);
        }
    }

    private static String shown(String entry) {
        String printable = entry.replaceAll("[^ -~]", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
    }

    /** What the list is called where it was written, for example {@code exit.nodes} or {@code ExitNodes (torrc)}. */
    String name() {
        return name;
    }

    /** Whether anything was written: a list whose entries were all refused allows nothing, rather than all. */
    boolean given() {
        return !entries.isEmpty() || !refused.isEmpty();
    }

    List<NodeEntry> entries() {
        return entries;
    }

    /** The entries that mean nothing, cut short and without control characters. */
    List<String> refused() {
        return refused;
    }

    boolean asksForCountries() {
        return others.stream().anyMatch(NodeEntry.ByCountry.class::isInstance);
    }

    /** Whether an entry means this relay. */
    boolean names(RelayDescriptor relay, Countries countries) {
        if (fingerprints.contains(relay.fingerprint())) {
            return true;
        }
        for (NodeEntry entry : others) {
            if (entry.matches(relay, countries)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this, as a list of allowed relays, lets a relay be used. */
    boolean allows(RelayDescriptor relay, Countries countries) {
        return !given() || names(relay, countries);
    }

    /** This list, or {@code other} where nothing was written here. */
    NodeList orElse(NodeList other) {
        return given() ? this : other;
    }

    /** The list without one of its entries. */
    NodeList without(NodeEntry entry) {
        NodeList rest = new NodeList(name);
        entries.stream().filter(other -> !other.equals(entry)).forEach(rest::add);
        rest.refused.addAll(refused);
        return rest;
    }

    /** One line for each entry that means nothing. */
    List<String> warnings() {
        return refused.stream()
                .map(entry -> "Entry \"" + entry + "\" of " + name + " means no relay and is not used; write a"
                        + " fingerprint, a nickname, a network like 10.0.0.0/8, or a country like {de}")
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other == this
                || other instanceof NodeList list
                        && name.equals(list.name)
                        && texts().equals(list.texts())
                        && refused.equals(list.refused);
    }

    @Override
    public int hashCode() {
        return name.hashCode() + texts().hashCode();
    }

    private List<String> texts() {
        return entries.stream().map(NodeEntry::text).toList();
    }

    /** The entries with commas between them. */
    @Override
    public String toString() {
        return entries.stream().map(NodeEntry::text).collect(Collectors.joining(","));
    }
}
