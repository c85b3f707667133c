package org.eltor.relay.internal.path;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.TestData;

/** A public consensus as a view, read here without the directory's parsers. */
final class RealNetwork implements NetworkView {
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final Map<String, Integer> weights = new HashMap<>();
    private final Map<Fingerprint, RelayDescriptor> relays = new TreeMap<>();
    private final Map<String, String> microdescriptors;

    private RealNetwork(Map<String, String> microdescriptors) {
        this.microdescriptors = microdescriptors;
    }

    /** A consensus alone: exits let all ports through, and there are no families. */
    static RealNetwork of(String consensus) throws IOException {
        RealNetwork network = new RealNetwork(Map.of());
        network.read(TestData.read("consensus/" + consensus));
        return network;
    }

    /** A consensus with its microdescriptors. */
    static RealNetwork of(String consensus, String microdescriptors) throws IOException {
        Map<String, String> byDigest = new HashMap<>();
        StringBuilder document = new StringBuilder();
        for (String line : (TestData.read("descriptors/" + microdescriptors) + "\n@end").split("\n")) {
            if (line.startsWith("@")) {
                byDigest.put(digest(document.toString()), document.toString());
                document.setLength(0);
            } else {
                document.append(line).append('\n');
            }
        }
        RealNetwork network = new RealNetwork(byDigest);
        network.read(TestData.read("consensus/" + consensus));
        return network;
    }

    /** Lets each relay ask for something, in msat an interval. */
    void ask(ToLongFunction<RelayDescriptor> rate) {
        relays.replaceAll((fingerprint, relay) -> with(
                relay,
                relay.family(),
                new PaymentTerms(
                        MilliSatoshi.of(rate.applyAsLong(relay)),
                        Duration.ofSeconds(60),
                        10,
                        MilliSatoshi.ZERO,
                        List.of(new Payee(PayeeKind.BOLT12_OFFER, "lno1" + "qpzry9x8gf2tvdw0".repeat(8))))));
    }

    private static String digest(String document) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(String consensus) {
        List<String> entry = new ArrayList<>();
        Map<Fingerprint, Set<Fingerprint>> claims = new HashMap<>();
        for (String line : consensus.split("\n")) {
            if (line.startsWith("r ") || line.startsWith("directory-footer")) {
                add(entry, claims);
                entry.clear();
            }
            if (line.startsWith("r ") || !entry.isEmpty()) {
                entry.add(line);
            }
            if (line.startsWith("bandwidth-weights ")) {
                for (String word : line.substring(18).split(" ")) {
                    weights.put(word.substring(0, 3), Integer.parseInt(word.substring(4)));
                }
            }
        }
        claims.forEach((relay, named) -> {
            Set<Fingerprint> mutual = new HashSet<>(named);
            mutual.removeIf(other ->
                    other.equals(relay) || !claims.getOrDefault(other, Set.of()).contains(relay));
            relays.computeIfPresent(relay, (any, before) -> with(before, mutual, before.terms()));
        });
    }

    private static RelayDescriptor with(RelayDescriptor relay, Set<Fingerprint> family, PaymentTerms terms) {
        return new RelayDescriptor(
                relay.fingerprint(),
                relay.nickname(),
                relay.addresses(),
                relay.flags(),
                relay.bandwidth(),
                family,
                relay.exitPorts(),
                relay.deliversPaymentIds(),
                terms);
    }

    private void add(List<String> entry, Map<Fingerprint, Set<Fingerprint>> claims) {
        if (entry.isEmpty()) {
            return;
        }
        String[] words = entry.get(0).split(" ");
        Fingerprint relay = new Fingerprint(
                HexFormat.of().withUpperCase().formatHex(Base64.getDecoder().decode(words[2])));
        List<String> addresses = new ArrayList<>(List.of(words[words.length - 3]));
        Set<RelayFlag> flags = EnumSet.noneOf(RelayFlag.class);
        long bandwidth = 0;
        String document = "";
        for (String line : entry) {
            if (line.startsWith("a [")) {
                addresses.add(line.substring(3, line.indexOf(']')));
            } else if (line.startsWith("s ")) {
                for (RelayFlag flag : RelayFlag.values()) {
                    String name =
                            flag == RelayFlag.BAD_EXIT ? "badexit" : flag.name().toLowerCase(Locale.ROOT);
                    if (List.of(line.toLowerCase(Locale.ROOT).split(" ")).contains(name)) {
                        flags.add(flag);
                    }
                }
            } else if (line.startsWith("w ")) {
                bandwidth = Long.parseLong(
                        line.replaceAll(".* Bandwidth=([0-9]+).*", "$1").replace("w Bandwidth=", ""));
            } else if (line.startsWith("m ")) {
                document = microdescriptors.getOrDefault(line.substring(2).split(" ")[0], "");
            }
        }
        claims.put(relay, family(document));
        BitSet ports = ports(document, flags);
        relays.put(
                relay,
                new RelayDescriptor(
                        relay, words[1], addresses, flags, bandwidth, Set.of(), ports::get, false, PaymentTerms.FREE));
    }

    private static Set<Fingerprint> family(String document) {
        Set<Fingerprint> named = new HashSet<>();
        for (String line : document.split("\n")) {
            if (line.startsWith("family ")) {
                for (String word : line.split(" ")) {
                    if (word.matches("\\$[0-9A-Fa-f]{40}.*")) {
                        named.add(Fingerprint.parse(word));
                    }
                }
            }
        }
        return named;
    }

    private BitSet ports(String document, Set<RelayFlag> flags) {
        BitSet ports = new BitSet();
        if (microdescriptors.isEmpty() && flags.contains(RelayFlag.EXIT)) {
            ports.set(1, 65_536);
        }
        for (String line : document.split("\n")) {
            if (line.startsWith("p ")) {
                String[] words = line.split(" ");
                for (String range : words[2].split(",")) {
                    String[] ends = range.split("-");
                    ports.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
                }
                if (words[1].equals("reject")) {
                    ports.flip(1, 65_536);
                }
            }
        }
        return ports;
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public Collection<RelayDescriptor> relays() {
        return relays.values();
    }

    @Override
    public Optional<RelayDescriptor> relay(Fingerprint fingerprint) {
        return Optional.ofNullable(relays.get(fingerprint));
    }

    @Override
    public OptionalInt bandwidthWeight(String keyword) {
        return weights.containsKey(keyword) ? OptionalInt.of(weights.get(keyword)) : OptionalInt.empty();
    }
}
