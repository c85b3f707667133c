package org.eltor.relay.internal.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    /** What a relay's descriptors say together. */
    private record Described(
            StatusEntry entry,
            Families.Member member,
            List<String> addresses,
            PortSet exitPorts,
            PortSet exitPortsIpv6,
            boolean congestionControl,
            PaymentTerms terms) {}

    private final Function<Fingerprint, Optional<RelayDescriptor>> before;

    /** @param before the relays of the view before */
    Relays(Function<Fingerprint, Optional<RelayDescriptor>> before) {
        this.before = before;
    }

    /** The relays of which there is a server descriptor. */
    List<RelayDescriptor> withDescriptors(List<StatusEntry> entries, Map<Fingerprint, ServerDescriptor> descriptors) {
        return joined(entries, entry -> described(entry, null, descriptors.get(entry.fingerprint())));
    }

    /** The relays of which there is the microdescriptor that the consensus names. They say nothing about payment. */
    List<RelayDescriptor> withMicrodescriptors(
            List<StatusEntry> entries, Map<Digest, Microdescriptor> microdescriptors) {
        return joined(entries, entry -> described(entry, named(entry, microdescriptors), null));
    }

    /**
     * The relays of which there is a descriptor of either kind. Families are those of both; policies are the
     * microdescriptor's, as the authorities summed them up; terms are in server descriptors only.
     */
    List<RelayDescriptor> withEither(
            List<StatusEntry> entries,
            Map<Digest, Microdescriptor> microdescriptors,
            Map<Fingerprint, ServerDescriptor> descriptors) {
        return joined(
                entries,
                entry -> described(entry, named(entry, microdescriptors), descriptors.get(entry.fingerprint())));
    }

    /** @return null where there is none */
    private static Microdescriptor named(StatusEntry entry, Map<Digest, Microdescriptor> microdescriptors) {
        return entry.microdescriptor().map(microdescriptors::get).orElse(null);
    }

    /** All relays, with what the consensus alone says of them: no families, and IPv4 policies in the ns flavour only. */
    List<RelayDescriptor> alone(List<StatusEntry> entries) {
        List<RelayDescriptor> relays = new ArrayList<>(entries.size());
        for (StatusEntry entry : entries) {
            relays.add(known(new RelayDescriptor(
                    entry.fingerprint(),
                    entry.nickname(),
                    entry.addresses(),
                    entry.flags(),
                    entry.bandwidth(),
                    Set.of(),
                    entry.exitPorts().orElse(PortSet.NONE),
                    PortSet.NONE,
                    entry.congestionControl(),
                    PaymentTerms.FREE)));
        }
        return relays;
    }

    /** @return null where there is no descriptor */
    private static Described described(StatusEntry entry, Microdescriptor micro, ServerDescriptor whole) {
        if (whole == null) {
            return micro == null
                    ? null
                    : new Described(
                            entry,
                            new Families.Member(entry.fingerprint(), entry.nickname(), micro.family()),
                            entry.addresses(),
                            micro.exitPorts(),
                            micro.exitPortsIpv6(),
                            entry.congestionControl(),
                            PaymentTerms.FREE);
        }
        boolean same = micro == null || micro.family().equals(whole.family());
        return new Described(
                entry,
                new Families.Member(
                        entry.fingerprint(),
                        whole.nickname(),
                        same ? whole.family() : whole.family().and(micro.family())),
                addresses(entry.addresses(), whole.addresses()),
                micro == null ? whole.exitPorts() : micro.exitPorts(),
                micro == null ? whole.exitPortsIpv6() : micro.exitPortsIpv6(),
                whole.congestionControl() || entry.congestionControl(),
                whole.terms());
    }

    private List<RelayDescriptor> joined(List<StatusEntry> entries, Function<StatusEntry, Described> describe) {
        List<Described> described = new ArrayList<>(entries.size());
        List<Families.Member> members = new ArrayList<>(entries.size());
        for (StatusEntry entry : entries) {
            Described relay = describe.apply(entry);
            if (relay != null) {
                described.add(relay);
                members.add(relay.member());
            }
        }
        Families families = new Families(members);
        List<RelayDescriptor> relays = new ArrayList<>(described.size());
        for (Described relay : described) {
            StatusEntry entry = relay.entry();
            relays.add(known(new RelayDescriptor(
                    entry.fingerprint(),
                    entry.nickname(),
                    relay.addresses(),
                    entry.flags(),
                    entry.bandwidth(),
                    families.of(relay.member()),
                    relay.exitPorts(),
                    relay.exitPortsIpv6(),
                    relay.congestionControl(),
                    relay.terms())));
        }
        return relays;
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
