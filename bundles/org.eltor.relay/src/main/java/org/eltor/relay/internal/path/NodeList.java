package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eltor.api.tor.Fingerprint;

/**
 * A list of relays as a user writes it, in a configuration or as tor's {@code EntryNodes}: fingerprints with commas
 * between them.
 *
 * @param given whether anything was written: a list whose entries were all refused allows nothing, rather than all
 * @param relays the relays named
 * @param refused the entries that are no fingerprints, cut short and without control characters
 */
public record NodeList(boolean given, Set<Fingerprint> relays, List<String> refused) {
    /** Nothing was written. */
    public static final NodeList UNSET = new NodeList(false, Set.of(), List.of());

    private static final int SHOWN = 45;

    public NodeList {
        relays = Set.copyOf(relays);
        refused = List.copyOf(refused);
    }

    /** Reads a list; any text is accepted, and what is no fingerprint is kept apart. */
    public static NodeList parse(String text) {
        Set<Fingerprint> relays = new TreeSet<>();
        List<String> refused = new ArrayList<>();
        for (String entry : text.split(",")) {
            String name = entry.strip();
            if (!name.isEmpty()) {
                try {
                    relays.add(Fingerprint.parse(name));
                } catch (IllegalArgumentException e) {
                    refused.add(shown(name));
                }
            }
        }
        return new NodeList(!relays.isEmpty() || !refused.isEmpty(), relays, refused);
    }

    private static String shown(String entry) {
        String printable = entry.replaceAll("[^ -~]", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
    }

    /** Whether a list of allowed relays lets this one be used. */
    public boolean allows(Fingerprint relay) {
        return !given || relays.contains(relay);
    }

    /** This list, or {@code other} where nothing was written here. */
    public NodeList orElse(NodeList other) {
        return given ? this : other;
    }
}
