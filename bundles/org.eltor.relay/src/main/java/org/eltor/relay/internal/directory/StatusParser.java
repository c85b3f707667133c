package org.eltor.relay.internal.directory;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.address.IpLiteral;

/**
 * Reads {@code GETINFO ns/all}: one group of {@code r}, {@code a}, {@code s}, {@code w} lines per relay (control-spec
 * 3.9, dir-spec 3.4.1). The date of the {@code r} line is a constant there and the digest is not always the
 * descriptor's, so neither is looked at.
 */
final class StatusParser {
    private static final int DIGEST_BYTES = 20;
    /** Words of an {@code r} line from the end: address, OR port, directory port. */
    private static final int ADDRESS_FROM_END = 3;

    private static final int MOST_ADDRESSES = 4;
    private static final long MOST_BANDWIDTH = 1L << 40;

    private static final Map<String, RelayFlag> FLAGS = Map.of(
            "BadExit", RelayFlag.BAD_EXIT,
            "Exit", RelayFlag.EXIT,
            "Fast", RelayFlag.FAST,
            "Guard", RelayFlag.GUARD,
            "Running", RelayFlag.RUNNING,
            "Stable", RelayFlag.STABLE,
            "Valid", RelayFlag.VALID);

    private StatusParser() {}

    /**
     * Reads all entries.
     *
     * @param skipped counts the entries that were left out
     * @return the entries in the order of their fingerprints
     */
    static Collection<StatusEntry> parse(String text, SkipCounts skipped) {
        Map<Fingerprint, StatusEntry> entries = new TreeMap<>();
        List<String> group = new ArrayList<>();
        Lines lines = new Lines(text);
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("r ")) {
                add(group, entries, skipped);
                group.clear();
                group.add(line);
            } else if (!group.isEmpty()) {
                group.add(line);
            }
        }
        add(group, entries, skipped);
        return List.copyOf(entries.values());
    }

    private static void add(List<String> group, Map<Fingerprint, StatusEntry> entries, SkipCounts skipped) {
        if (group.isEmpty()) {
            return;
        }
        try {
            StatusEntry entry = entry(group);
            if (entries.putIfAbsent(entry.fingerprint(), entry) != null) {
                skipped.add(SkipReason.DUPLICATE);
            }
        } catch (SkippedException e) {
            skipped.add(e.reason());
        }
    }

    private static StatusEntry entry(List<String> group) throws SkippedException {
        String[] words = group.get(0).split(" ");
        if (words.length < 8 || words.length > 9) { // the microdesc flavour has no digest
            throw malformed();
        }
        String ipv4 = words[words.length - ADDRESS_FROM_END];
        if (IpLiteral.ipv4(ipv4).isEmpty()) {
            throw malformed();
        }
        List<String> addresses = new ArrayList<>(List.of(ipv4));
        Set<RelayFlag> flags = EnumSet.noneOf(RelayFlag.class);
        long bandwidth = 0;
        for (String line : group.subList(1, group.size())) {
            if (line.startsWith("a [") && addresses.size() < MOST_ADDRESSES) {
                addIpv6(line, addresses);
            } else if (line.startsWith("s ")) {
                for (String word : line.substring(2).split(" ")) {
                    RelayFlag flag = FLAGS.get(word);
                    if (flag != null) {
                        flags.add(flag);
                    }
                }
            } else if (line.startsWith("w ")) {
                bandwidth = bandwidth(line);
            }
        }
        return new StatusEntry(identity(words[2]), Lines.nickname(words[1]), addresses, flags, bandwidth);
    }

    private static Fingerprint identity(String base64) throws SkippedException {
        try {
            byte[] digest = Base64.getDecoder().decode(base64);
            if (digest.length == DIGEST_BYTES) {
                return new Fingerprint(HexFormat.of().withUpperCase().formatHex(digest));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw malformed();
    }

    private static void addIpv6(String line, List<String> addresses) {
        int end = line.indexOf("]:");
        if (end > 0 && IpLiteral.ipv6(line.substring(3, end)).isPresent()) {
            addresses.add(line.substring(3, end));
        }
    }

    private static long bandwidth(String line) throws SkippedException {
        for (String word : line.split(" ")) {
            if (word.startsWith("Bandwidth=")) {
                String value = word.substring("Bandwidth=".length());
                if (!value.matches("[0-9]{1,13}")) {
                    throw malformed();
                }
                return Math.min(Long.parseLong(value), MOST_BANDWIDTH);
            }
        }
        return 0;
    }

    private static SkippedException malformed() {
        return new SkippedException(SkipReason.MALFORMED_ENTRY);
    }
}
