package org.eltor.relay.internal.document;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;

/**
 * What relays have in common, read once and kept once: flags, policies, protocol lists, families, fingerprints. Belongs
 * to one thread, and to all the documents of one network.
 */
public final class Pool {
    private static final int MOST_PORT_SETS = 8192;

    private static final Map<String, RelayFlag> FLAGS = Map.of(
            "BadExit", RelayFlag.BAD_EXIT,
            "Exit", RelayFlag.EXIT,
            "Fast", RelayFlag.FAST,
            "Guard", RelayFlag.GUARD,
            "Running", RelayFlag.RUNNING,
            "Stable", RelayFlag.STABLE,
            "Valid", RelayFlag.VALID);

    /** The flags of one line, and one of them that the consensus does not announce. */
    record Flags(Set<RelayFlag> known, Optional<String> unknown) {}

    private final SliceCache<Flags> flags = new SliceCache<>();
    private final SliceCache<Optional<PortSet>> summaries = new SliceCache<>();
    private final SliceCache<Boolean> congestionControl = new SliceCache<>();
    private final SliceCache<FamilyClaims> families = new SliceCache<>();
    private final SliceCache<Fingerprint> fingerprints = new SliceCache<>();
    private final Map<PortSet, PortSet> portSets = new HashMap<>();
    private final Map<Set<RelayFlag>, Set<RelayFlag>> flagSets = new HashMap<>();
    private Set<String> announced = Set.of();

    /** Lets go of what the newest documents did not say any more; to be called before they are read again. */
    public void nextGeneration() {
        flags.nextGeneration();
        summaries.nextGeneration();
        congestionControl.nextGeneration();
        families.nextGeneration();
        fingerprints.nextGeneration();
        if (portSets.size() > MOST_PORT_SETS) {
            portSets.clear();
        }
    }

    /** @param announcedFlags the flags of the consensus that is read next; without any, all are taken */
    void announce(Set<String> announcedFlags) {
        if (!announced.equals(announcedFlags)) {
            announced = announcedFlags;
            flags.nextGeneration();
            flags.nextGeneration();
        }
    }

    /** The arguments of an {@code s} line. */
    Flags flags(byte[] data, int from, int to) {
        Flags found = flags.get(data, from, to);
        return found != null ? found : flags.put(data, from, to, readFlags(Ascii.string(data, from, to)));
    }

    private Flags readFlags(String text) {
        Set<RelayFlag> known = EnumSet.noneOf(RelayFlag.class);
        Optional<String> unknown = Optional.empty();
        for (String word : text.split(" ")) {
            RelayFlag flag = FLAGS.get(word);
            if (flag != null) {
                known.add(flag);
            }
            if (!announced.isEmpty() && !word.isEmpty() && !announced.contains(word)) {
                unknown = Optional.of(word);
            }
        }
        Set<RelayFlag> shared = Set.copyOf(known);
        return new Flags(flagSets.computeIfAbsent(shared, any -> shared), unknown);
    }

    /** The arguments of a {@code p} or {@code p6} line. */
    Optional<PortSet> summary(byte[] data, int from, int to, int line) throws DocumentException {
        Optional<PortSet> found = summaries.get(data, from, to);
        if (found == null) {
            PortSet ports = PortSummary.parse(Ascii.string(data, from, to), line);
            found = summaries.put(data, from, to, Optional.of(shared(ports)));
        }
        return found;
    }

    PortSet shared(PortSet ports) {
        if (portSets.size() > MOST_PORT_SETS) {
            return ports;
        }
        PortSet known = portSets.putIfAbsent(ports, ports);
        return known == null ? ports : known;
    }

    /** The arguments of a {@code pr} or {@code proto} line. */
    boolean hasCongestionControl(byte[] data, int from, int to) {
        Boolean found = congestionControl.get(data, from, to);
        return found != null
                ? found
                : congestionControl.put(
                        data,
                        from,
                        to,
                        Protocols.parse(Ascii.string(data, from, to)).haveCongestionControl());
    }

    /** The arguments of a {@code family} line. */
    FamilyClaims family(byte[] data, int from, int to) {
        FamilyClaims found = families.get(data, from, to);
        return found != null
                ? found
                : families.put(data, from, to, FamilyClaims.NONE.withLine(Ascii.string(data, from, to), this));
    }

    /** The relay with this digest of its identity key, 20 bytes. */
    Fingerprint fingerprint(byte[] identity) {
        Fingerprint found = fingerprints.get(identity, 0, identity.length);
        return found != null
                ? found
                : fingerprints.put(identity, 0, identity.length, new Fingerprint(Ascii.hex(identity)));
    }
}
