package org.eltor.relay.internal.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.path.NodeLists;

/** Makes views of what tor answers. No I/O. Belongs to one thread. */
final class ViewBuilder {
    /**
     * What was made of one answer.
     *
     * @param view the relays; may be without any
     * @param listed number of relays in the consensus
     * @param described number of relays of which tor has a server descriptor that can be read
     * @param skipped what was left out
     */
    record Result(SnapshotView view, int listed, int described, SkipCounts skipped) {}

    private final DescriptorCache cache = new DescriptorCache();
    private long generation;

    /** Reads an answer. The generation rises by one with each call. */
    Result build(DirectoryText text) {
        SkipCounts skipped = new SkipCounts();
        Collection<StatusEntry> entries = StatusParser.parse(text.status(), skipped);
        Map<Fingerprint, ServerDescriptor> descriptors = cache.read(text.descriptors(), skipped);
        Families families = new Families(entries.stream()
                .map(entry -> descriptors.get(entry.fingerprint()))
                .filter(Objects::nonNull)
                .toList());
        List<RelayDescriptor> relays = new ArrayList<>();
        for (StatusEntry entry : entries) {
            ServerDescriptor descriptor = descriptors.get(entry.fingerprint());
            if (descriptor != null) {
                relays.add(relay(entry, descriptor, families.of(descriptor)));
            }
        }
        SnapshotView view = new SnapshotView(++generation, relays, NodeLists.ofTor(text::list));
        return new Result(view, entries.size(), descriptors.size(), skipped);
    }

    private static RelayDescriptor relay(StatusEntry entry, ServerDescriptor descriptor, Set<Fingerprint> family) {
        Set<String> addresses = new LinkedHashSet<>(entry.addresses());
        addresses.addAll(descriptor.addresses());
        List<String> ipv4First = new ArrayList<>(addresses);
        ipv4First.sort((one, other) -> Boolean.compare(one.contains(":"), other.contains(":")));
        return new RelayDescriptor(
                entry.fingerprint(),
                entry.nickname(),
                ipv4First,
                entry.flags(),
                entry.bandwidth(),
                family,
                descriptor.exitPorts(),
                descriptor.congestionControl(),
                descriptor.terms());
    }
}
