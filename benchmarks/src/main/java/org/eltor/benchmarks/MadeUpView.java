package org.eltor.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;

/**
 * Relays of any number, each with terms of its own: half of them guards, a third exits, half of them in families of ten,
 * at addresses all over the net. The same number gives the same relays.
 *
 * @param relays in the order of their fingerprints
 * @param byFingerprint the same
 */
record MadeUpView(List<RelayDescriptor> relays, Map<Fingerprint, RelayDescriptor> byFingerprint)
        implements NetworkView {
    private static final int FAMILY = 10;
    private static final Map<String, Integer> WEIGHTS =
            Map.of("Wgg", 6000, "Wgd", 2000, "Wmg", 4000, "Wme", 0, "Wmd", 0);

    static MadeUpView of(int count) {
        SplittableRandom random = new SplittableRandom(1);
        List<RelayDescriptor> relays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            relays.add(relay(i, random));
        }
        return new MadeUpView(
                List.copyOf(relays),
                relays.stream().collect(Collectors.toMap(RelayDescriptor::fingerprint, Function.identity())));
    }

    private static RelayDescriptor relay(int number, SplittableRandom random) {
        Set<RelayFlag> flags = EnumSet.of(RelayFlag.RUNNING, RelayFlag.VALID, RelayFlag.STABLE, RelayFlag.FAST);
        if (random.nextBoolean()) {
            flags.add(RelayFlag.GUARD);
        }
        if (random.nextInt(3) == 0) {
            flags.add(RelayFlag.EXIT);
        }
        Set<Fingerprint> family = new HashSet<>();
        int first = number / (2 * FAMILY) * 2 * FAMILY;
        for (int i = first; number - first < FAMILY && i < first + FAMILY; i++) {
            family.add(fingerprint(i));
        }
        String ipv4 = (1 + random.nextInt(220)) + "." + random.nextInt(256) + "." + random.nextInt(256) + ".1";
        String ipv6 = "2a%02x:%x::1".formatted(random.nextInt(20), random.nextInt(0x10000));
        PaymentTerms terms = new PaymentTerms(
                MilliSatoshi.of(500 + random.nextInt(2000)),
                Duration.ofSeconds(60),
                10,
                MilliSatoshi.ZERO,
                List.of(new Payee(PayeeKind.BOLT12_OFFER, "lno1" + number)));
        return new RelayDescriptor(
                fingerprint(number),
                "relay" + number,
                random.nextBoolean() ? List.of(ipv4, ipv6) : List.of(ipv4),
                flags,
                1 + random.nextInt(100_000),
                family,
                port -> port == 443,
                true,
                terms);
    }

    private static Fingerprint fingerprint(int number) {
        return new Fingerprint("%040X".formatted(number));
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public List<RelayDescriptor> relays() {
        return relays;
    }

    @Override
    public Optional<RelayDescriptor> relay(Fingerprint fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    @Override
    public OptionalInt bandwidthWeight(String keyword) {
        return WEIGHTS.containsKey(keyword) ? OptionalInt.of(WEIGHTS.get(keyword)) : OptionalInt.empty();
    }
}
