package org.eltor.relay.internal.directory;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.path.NodeChoice;
import org.eltor.relay.internal.path.NodeLists;

/** The relays and tor's node lists at one moment. Immutable. */
public final class SnapshotView implements NetworkView, NodeChoice {
    private final long generation;
    private final List<RelayDescriptor> relays;
    private final Map<Fingerprint, RelayDescriptor> byFingerprint;
    private final NodeLists nodes;
    private final Footer footer;
    private final Map<String, Integer> leftOut;

    /** @param relays distinct, in the order of their fingerprints */
    SnapshotView(
            long generation,
            List<RelayDescriptor> relays,
            NodeLists nodes,
            Footer footer,
            Map<String, Integer> leftOut) {
        this.generation = generation;
        this.relays = List.copyOf(relays);
        this.byFingerprint = this.relays.stream()
                .collect(Collectors.toUnmodifiableMap(RelayDescriptor::fingerprint, Function.identity()));
        this.nodes = nodes;
        this.footer = footer;
        this.leftOut = Collections.unmodifiableMap(leftOut);
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public Collection<RelayDescriptor> relays() {
        return relays;
    }

    @Override
    public Optional<RelayDescriptor> relay(Fingerprint fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    @Override
    public OptionalInt bandwidthWeight(String keyword) {
        return optional(footer.weights().get(keyword));
    }

    @Override
    public OptionalInt parameter(String keyword) {
        return optional(footer.parameters().get(keyword));
    }

    @Override
    public Map<String, Integer> leftOut() {
        return leftOut;
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    @Override
    public NodeLists nodes() {
        return nodes;
    }

    /** Whether both say the same; the generation does not count. */
    boolean saysTheSameAs(SnapshotView other) {
        return relays.equals(other.relays)
                && nodes.equals(other.nodes)
                && footer.equals(other.footer)
                && leftOut.equals(other.leftOut);
    }

    /** Whether there are relays for all three positions of a path, rules of diversity and price aside. */
    boolean isUsable() {
        List<RelayDescriptor> running = running();
        return running.size() >= 3
                && guards() > 0
                && exits() > 0
                && running.stream().filter(r -> isGuard(r) || isExit(r)).count() >= 2;
    }

    long guards() {
        return running().stream().filter(SnapshotView::isGuard).count();
    }

    long exits() {
        return running().stream().filter(SnapshotView::isExit).count();
    }

    long paid() {
        return relays.stream().filter(relay -> !relay.terms().isFree()).count();
    }

    private List<RelayDescriptor> running() {
        return relays.stream()
                .filter(relay -> relay.has(RelayFlag.RUNNING) && relay.has(RelayFlag.VALID))
                .toList();
    }

    private static boolean isGuard(RelayDescriptor relay) {
        return relay.has(RelayFlag.GUARD);
    }

    private static boolean isExit(RelayDescriptor relay) {
        return relay.has(RelayFlag.EXIT) && !relay.has(RelayFlag.BAD_EXIT);
    }
}
