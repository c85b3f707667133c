package org.eltor.relay.internal.document;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** TCP ports as sorted ranges that do not touch. Immutable. */
public final class PortSet implements IntPredicate {
    public static final PortSet NONE = new PortSet(new int[0]);
    public static final PortSet ALL = new PortSet(new int[] {1, 65_536});

    private static final int AFTER_LAST = 65_536;

    /** First port inside and first port after, alternating and rising. */
    private final int[] edges;

    private PortSet(int[] edges) {
        this.edges = edges;
    }

    /**
     * Joins ranges where they touch.
     *
     * @param edges first port of a range and first port after it, alternating, never falling
     */
    static PortSet ofEdges(int[] edges) {
        int[] joined = new int[edges.length];
        int size = 0;
        for (int i = 0; i < edges.length; i += 2) {
            if (size > 0 && joined[size - 1] == edges[i]) {
                joined[size - 1] = edges[i + 1];
            } else {
                joined[size++] = edges[i];
                joined[size++] = edges[i + 1];
            }
        }
        return size == 0 ? NONE : new PortSet(Arrays.copyOf(joined, size));
    }

    /** All ports but these. */
    PortSet complement() {
        int[] all = new int[edges.length + 2];
        all[0] = 1;
        System.arraycopy(edges, 0, all, 1, edges.length);
        all[all.length - 1] = AFTER_LAST;
        int from = edges.length > 0 && edges[0] == 1 ? 2 : 0;
        int to = edges.length > 0 && edges[edges.length - 1] == AFTER_LAST ? all.length - 2 : all.length;
        return from >= to ? NONE : new PortSet(Arrays.copyOfRange(all, from, to));
    }

    @Override
    public boolean test(int port) {
        int found = Arrays.binarySearch(edges, port);
        int edgesUpToPort = found >= 0 ? found + 1 : -found - 1;
        return edgesUpToPort % 2 == 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortSet set && Arrays.equals(edges, set.edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }

    /** For example {@code 80,443,8000-8999}. */
    @Override
    public String toString() {
        return IntStream.range(0, edges.length / 2)
                .mapToObj(i -> edges[2 * i] + (edges[2 * i + 1] - edges[2 * i] > 1 ? "-" + (edges[2 * i + 1] - 1) : ""))
                .collect(Collectors.joining(","));
    }
}
