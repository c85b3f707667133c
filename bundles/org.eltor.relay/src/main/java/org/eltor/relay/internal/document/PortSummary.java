package org.eltor.relay.internal.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reads summaries of exit policies, the lines {@code p} and {@code p6} (dir-spec 3.8.2). */
final class PortSummary {
    private static final int LAST_PORT = 65_535;
    private static final int PORT_DIGITS = 5;

    private PortSummary() {}

    /**
     * Reads {@code accept} or {@code reject} with ports and ranges. As tor does, it passes over entries that do not
     * begin with a digit.
     *
     * @param line number of the line, for the message
     */
    static PortSet parse(String text, int line) throws DocumentException {
        boolean accept = text.startsWith("accept ");
        if (!accept && !text.startsWith("reject ")) {
            throw malformed(line, "a port summary is neither accept nor reject");
        }
        List<int[]> ranges = new ArrayList<>();
        for (String entry : text.substring("accept ".length()).split(",")) {
            if (!entry.isEmpty() && entry.charAt(0) >= '0' && entry.charAt(0) <= '9') {
                ranges.add(range(entry, line));
            }
        }
        if (ranges.isEmpty()) {
            throw malformed(line, "a port summary without ports");
        }
        PortSet listed = joined(ranges);
        return accept ? listed : listed.complement();
    }

    private static int[] range(String entry, int line) throws DocumentException {
        int dash = entry.indexOf('-');
        long first = Ascii.number(dash < 0 ? entry : entry.substring(0, dash), PORT_DIGITS);
        long last = dash < 0 ? first : Ascii.number(entry.substring(dash + 1), PORT_DIGITS);
        if (first < 1 || last < first || last > LAST_PORT) {
            throw malformed(line, "a port summary with a range that is none");
        }
        return new int[] {(int) first, (int) last + 1};
    }

    private static PortSet joined(List<int[]> ranges) {
        ranges.sort(Comparator.comparingInt(range -> range[0]));
        int[] edges = new int[2 * ranges.size()];
        int size = 0;
        for (int[] range : ranges) {
            if (size > 0 && range[0] <= edges[size - 1]) {
                edges[size - 1] = Math.max(edges[size - 1], range[1]);
            } else {
                edges[size++] = range[0];
                edges[size++] = range[1];
            }
        }
        return PortSet.ofEdges(Arrays.copyOf(edges, size));
    }

    private static DocumentException malformed(int line, String reason) {
        return new DocumentException(line, SkipReason.MALFORMED_POLICY, reason);
    }
}
