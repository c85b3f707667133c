package org.eltor.relay.internal.directory;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what was left out, by reason. Belongs to one thread. */
final class SkipCounts {
    private final Map<SkipReason, Integer> counts = new EnumMap<>(SkipReason.class);

    void add(SkipReason reason) {
        counts.merge(reason, 1, Integer::sum);
    }

    int of(SkipReason reason) {
        return counts.getOrDefault(reason, 0);
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** For example {@code 2 malformed descriptor, 1 duplicate}; {@code none} when nothing was left out. */
    @Override
    public String toString() {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().text())
                        .collect(Collectors.joining(", "));
    }
}
