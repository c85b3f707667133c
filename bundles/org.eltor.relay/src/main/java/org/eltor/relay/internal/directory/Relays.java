package org.eltor.relay.internal.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.document.Digest;
import org.eltor.relay.internal.document.Microdescriptor;
import org.eltor.relay.internal.document.PortSet;
import org.eltor.relay.internal.document.ServerDescriptor;
import org.eltor.relay.internal.document.StatusEntry;

/** Joins the entries of a consensus with their descriptors. What stays as it was is taken from the view before. */
final class Relays {
    private static final Comparator<String> IPV4_FIRST = Comparator.comparing(address -> address.indexOf(':') >= 0);

    private final Function<Fingerprint, Optional<RelayDescriptor>> before;

    /** @param before the relays of the view before */
    Relays(Function<Fingerprint, Optional<RelayDescriptor>> before) {
        this.before = before;
    }

    /** The relays of which there is a server descriptor. */
    List<RelayDescriptor> withDescriptors(List<StatusEntry> entries, Map<Fingerprint, ServerDescriptor> descriptors) {
        List<Families.Member> members = new ArrayList<>(entries.size());
        List<StatusEntry> described = new ArrayList<>(entries.size());
        for (StatusEntry entry : entries) {
            ServerDescriptor descriptor = descriptors.get(entry.fingerprint());
            if (descriptor != null) {
                described.add(entry);
                members.add(new Families.Member(entry.fingerprint(), descriptor.nickname(), descriptor.family()));
            }
        }
        Families families = new Families(members);
        List<RelayDescriptor> relays = new ArrayList<>(members.size());
        for (int i = 0; i < members.size(); i++) {
            StatusEntry entry = described.get(i);
            ServerDescriptor descriptor = descriptors.get(entry.fingerprint());
            relays.add(known(new RelayDescriptor(
                    entry.fingerprint(),
                    entry.nickname(),
                    addresses(entry.addresses(), descriptor.addresses()),
                    entry.flags(),
                    entry.bandwidth(),
                    families.of(members.get(i)),
                    descriptor.exitPorts(),
                    descriptor.congestionControl(),
                    descriptor.terms())));
        }
        return relays;
    }

    /** The relays of which there is the microdescriptor that the consensus names. They say nothing about payment. */
    List<RelayDescriptor> withMicrodescriptors(
            List<StatusEntry> entries, Map<Digest, Microdescriptor> microdescriptors) {
        List<Families.Member> members = new ArrayList<>(entries.size());
        List<StatusEntry> described = new ArrayList<>(entries.size());
        List<Microdescriptor> found = new ArrayList<>(entries.size());
        for (StatusEntry entry : entries) {
            Microdescriptor descriptor =
                    entry.microdescriptor().map(microdescriptors::get).orElse(null);
            if (descriptor != null) {
                described.add(entry);
                found.add(descriptor);
                members.add(new Families.Member(entry.fingerprint(), entry.nickname(), descriptor.family()));
            }
        }
        Families families = new Families(members);
        List<RelayDescriptor> relays = new ArrayList<>(members.size());
        for (int i = 0; i < members.size(); i++) {
            relays.add(known(free(
                    described.get(i), families.of(members.get(i)), found.get(i).exitPorts())));
        }
        return relays;
    }

    /** All relays, with what the consensus alone says of them: no families, and policies in the ns flavour only. */
    List<RelayDescriptor> alone(List<StatusEntry> entries) {
        List<RelayDescriptor> relays = new ArrayList<>(entries.size());
        for (StatusEntry entry : entries) {
            relays.add(known(free(entry, Set.of(), entry.exitPorts().orElse(PortSet.NONE))));
        }
        return relays;
    }

    private static RelayDescriptor free(StatusEntry entry, Set<Fingerprint> family, IntPredicate exitPorts) {
        return new RelayDescriptor(
                entry.fingerprint(),
                entry.nickname(),
                entry.addresses(),
                entry.flags(),
                entry.bandwidth(),
                family,
                exitPorts,
                entry.congestionControl(),
                PaymentTerms.FREE);
    }

    /** The object of the view before where it says the same: a renewal then costs no memory for it. */
    private RelayDescriptor known(RelayDescriptor relay) {
        return before.apply(relay.fingerprint()).filter(relay::equals).orElse(relay);
    }

    private static List<String> addresses(List<String> listed, List<String> described) {
        if (listed.containsAll(described)) {
            return listed; // IPv4 comes first there
        }
        List<String> all = new ArrayList<>(listed);
        for (String address : described) {
            if (!all.contains(address)) {
                all.add(address);
            }
        }
        all.sort(IPV4_FIRST);
        return List.copyOf(all);
    }
}
