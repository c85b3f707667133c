package org.eltor.relay.internal.document;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Counts what was left out, by reason. Belongs to one thread. */
public final class SkipCounts {
    private final Map<SkipReason, Integer> counts = new EnumMap<>(SkipReason.class);
    private DocumentException first;

    public void add(SkipReason reason) {
        counts.merge(reason, 1, Integer::sum);
    }

    /** Counts it by its kind; the first one is remembered. */
    public void add(DocumentException left) {
        add(left.kind());
        if (first == null) {
            first = left;
        }
    }

    public int of(SkipReason reason) {
        return counts.getOrDefault(reason, 0);
    }

    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The first text that could not be read; empty when all could, duplicates aside. */
    public Optional<DocumentException> first() {
        return Optional.ofNullable(first);
    }

    /** The counts, by reason for people, in the order of the reasons. */
    public Map<String, Integer> byText() {
        Map<String, Integer> all = new LinkedHashMap<>();
        counts.forEach((reason, count) -> all.put(reason.text(), count));
        return all;
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
