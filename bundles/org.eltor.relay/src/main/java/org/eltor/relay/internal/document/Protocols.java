package org.eltor.relay.internal.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of protocol versions (dir-spec 3.4.1, {@code pr} and {@code proto}), for example {@code FlowCtrl=1-2 Link=1-5}.
 * What cannot be read in it is left out: a relay then lacks that protocol.
 */
public final class Protocols {
    static final Protocols NONE = new Protocols(Map.of());

    private static final int MOST_DIGITS = 8;
    private static final int MOST_ENTRIES = 64;

    /** First and last version of a range. */
    private record Range(int first, int last) {}

    private final Map<String, List<Range>> ranges;

    private Protocols(Map<String, List<Range>> ranges) {
        this.ranges = ranges;
    }

    static Protocols parse(String text) {
        Map<String, List<Range>> ranges = new HashMap<>();
        for (String entry : text.split(" ", MOST_ENTRIES)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                List<Range> ofEntry = new ArrayList<>();
                for (String range : entry.substring(equals + 1).split(",", MOST_ENTRIES)) {
                    int dash = range.indexOf('-');
                    long first = Ascii.number(dash < 0 ? range : range.substring(0, dash), MOST_DIGITS);
                    long last = dash < 0 ? first : Ascii.number(range.substring(dash + 1), MOST_DIGITS);
                    if (first >= 0 && last >= first) {
                        ofEntry.add(new Range((int) first, (int) last));
                    }
                }
                ranges.put(entry.substring(0, equals), List.copyOf(ofEntry));
            }
        }
        return new Protocols(ranges);
    }

    /** Whether this version of a protocol is listed. */
    public boolean have(String protocol, int version) {
        return ranges.getOrDefault(protocol, List.of()).stream()
                .anyMatch(range -> range.first() <= version && version <= range.last());
    }

    /** Whether a relay takes what a paid circuit's handshake carries (tor-spec 9, {@code FlowCtrl=2}). */
    boolean haveCongestionControl() {
        return have("FlowCtrl", 2);
    }
}
