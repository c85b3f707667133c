package org.eltor.relay.internal.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds the ports that an exit policy lets through to most addresses, as the authorities do for the {@code p} lines of
 * microdescriptors (dir-spec 3.8.2, "port summary"). Rules for IPv6 are left aside: whoever picks an exit for a port
 * must be able to reach hosts that have IPv4 only.
 */
final class PolicySummary {
    /** A port is refused once rules that come before its {@code accept *} take away more than two /8 networks. */
    private static final long MOST_REJECTED = 1L << 25;

    private final List<PolicyRule> rules = new ArrayList<>();
    private boolean accepts;

    /**
     * Adds the next line of the policy; the first one that matches decides.
     *
     * @param line its number, for the message
     */
    void add(boolean accept, String pattern, int line) throws DocumentException {
        PolicyRule.parse(accept, pattern, line).ifPresent(rule -> {
            rules.add(rule);
            accepts |= accept;
        });
    }

    /** The ports; none for a policy without an {@code accept} line. */
    PortSet ports() {
        if (!accepts) {
            return PortSet.NONE;
        }
        int[] edges = edges();
        boolean[] accepted = new boolean[edges.length];
        long[] rejected = new long[edges.length];
        for (PolicyRule rule : rules) {
            for (int i = indexOf(edges, rule.firstPort()); edges[i] <= rule.lastPort(); i++) {
                if (!rule.accept()) {
                    rejected[i] += rule.addresses();
                } else if (rule.addresses() == PolicyRule.ALL_ADDRESSES && rejected[i] <= MOST_REJECTED) {
                    accepted[i] = true;
                }
            }
        }
        int count = 0;
        int[] open = new int[2 * edges.length];
        for (int i = 0; i < edges.length - 1; i++) {
            if (accepted[i]) {
                open[count++] = edges[i];
                open[count++] = edges[i + 1];
            }
        }
        return PortSet.ofEdges(Arrays.copyOf(open, count));
    }

    /** Where any rule begins or ends; between two edges all ports are treated alike. */
    private int[] edges() {
        TreeSet<Integer> edges = new TreeSet<>();
        for (PolicyRule rule : rules) {
            edges.add(rule.firstPort());
            edges.add(rule.lastPort() + 1);
        }
        return edges.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int indexOf(int[] edges, int port) {
        return Arrays.binarySearch(edges, port);
    }
}
