package org.eltor.relay.internal.path;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.PriceModel;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.SampledGuards;

/** Relays, views and requests for tests of the selection. */
final class Relays {
    /** Rate times intervals, as far as there is a payee. */
    static final PriceModel RATE_TIMES_INTERVALS =
            terms -> Optional.of(terms.rate().times(terms.intervals()).plus(terms.handshakeFee()));

    /** What a payer without any wallet says. */
    static final PriceModel NO_WALLET = terms -> terms.isFree() ? Optional.of(MilliSatoshi.ZERO) : Optional.empty();

    static final Set<RelayFlag> ANYWHERE =
            EnumSet.of(RelayFlag.GUARD, RelayFlag.EXIT, RelayFlag.RUNNING, RelayFlag.VALID);

    private Relays() {}

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static Fingerprint fingerprint(int number) {
        return new Fingerprint("%040X".formatted(number));
    }

    static PaymentTerms rate(long msat) {
        return new PaymentTerms(
                MilliSatoshi.of(msat),
                Duration.ofSeconds(60),
                10,
                MilliSatoshi.ZERO,
                List.of(new Payee(PayeeKind.BOLT12_OFFER, "lno1abc")));
    }

    /** A selector that looks at bandwidth alone, with guards of its own. */
    static PathSelector selector(NodeLists lists, Caps caps) {
        return new PathSelector(
                new PathSettings(lists, caps, false, PathSettings.LONG_LIVED_PORTS),
                guards(Clock.systemUTC()),
                view -> PositionWeights.BANDWIDTH,
                Surroundings.NONE);
    }

    static SampledGuards guards(Clock clock) {
        return new SampledGuards(clock, random(77), () -> {}, warning -> {});
    }

    /** A relay that may be anything, free, in a network of its own. */
    static Builder relay(int number) {
        return new Builder(number);
    }

    static NetworkView view(RelayDescriptor... relays) {
        return view(List.of(relays));
    }

    static NetworkView view(List<RelayDescriptor> relays) {
        return new NetworkView() {
            @Override
            public long generation() {
                return 1;
            }

            @Override
            public Collection<RelayDescriptor> relays() {
                return relays;
            }

            @Override
            public Optional<RelayDescriptor> relay(Fingerprint fingerprint) {
                return relays.stream()
                        .filter(relay -> relay.fingerprint().equals(fingerprint))
                        .findFirst();
            }
        };
    }

    static PathRequest request(long maxCost) {
        return new PathRequest(Set.of(443), Set.of(), Set.of(), MilliSatoshi.of(maxCost), RATE_TIMES_INTERVALS, true);
    }

    /** Collects what makes a relay. */
    static final class Builder {
        private final int number;
        private final Set<Fingerprint> family = new HashSet<>();
        private Set<RelayFlag> flags = ANYWHERE;
        private List<String> addresses;
        private long bandwidth = 100;
        private IntPredicate ports = port -> port == 443 || port == 80;
        private boolean ids = true;
        private PaymentTerms terms = PaymentTerms.FREE;

        private Builder(int number) {
            this.number = number;
            this.addresses = List.of("10." + number % 256 + "." + number / 256 + ".1");
        }

        Builder flags(RelayFlag... chosen) {
            flags = chosen.length == 0 ? Set.of() : EnumSet.copyOf(List.of(chosen));
            return this;
        }

        Builder addresses(String... literals) {
            addresses = List.of(literals);
            return this;
        }

        Builder bandwidth(long weight) {
            bandwidth = weight;
            return this;
        }

        Builder family(int... members) {
            for (int member : members) {
                family.add(fingerprint(member));
            }
            return this;
        }

        Builder ports(IntPredicate open) {
            ports = open;
            return this;
        }

        Builder withoutIds() {
            ids = false;
            return this;
        }

        Builder rate(long msat) {
            terms = Relays.rate(msat);
            return this;
        }

        Builder terms(PaymentTerms asked) {
            terms = asked;
            return this;
        }

        RelayDescriptor build() {
            return new RelayDescriptor(
                    fingerprint(number), "relay" + number, addresses, flags, bandwidth, family, ports, ids, terms);
        }
    }

    /** A small network with every complication: flags, families, shared networks, prices, no ids. */
    static NetworkView randomNetwork(int size, RandomGenerator random) {
        List<RelayDescriptor> relays = new ArrayList<>();
        int[] familyOf = new int[size];
        for (int i = 0; i < size; i++) {
            familyOf[i] = random.nextInt(3) == 0 ? random.nextInt(Math.max(1, size / 4)) : -1 - i;
        }
        for (int i = 0; i < size; i++) {
            Builder builder = relay(i + 1).bandwidth(random.nextInt(5) == 0 ? 0 : random.nextInt(10_000));
            for (int j = 0; j < size; j++) {
                if (j != i && familyOf[i] == familyOf[j]) {
                    builder.family(j + 1);
                }
            }
            String ipv4 = "10." + random.nextInt(size) + ".0." + (i % 250 + 1);
            builder.addresses(
                    random.nextInt(3) == 0
                            ? new String[] {ipv4, "2001:" + random.nextInt(size) + "::" + i}
                            : new String[] {ipv4});
            relays.add(randomised(builder, random).build());
        }
        return view(relays);
    }

    private static Builder randomised(Builder builder, RandomGenerator random) {
        Set<RelayFlag> flags = EnumSet.noneOf(RelayFlag.class);
        flag(flags, RelayFlag.RUNNING, 95, random);
        flag(flags, RelayFlag.VALID, 95, random);
        flag(flags, RelayFlag.FAST, 90, random);
        flag(flags, RelayFlag.GUARD, 50, random);
        flag(flags, RelayFlag.EXIT, 45, random);
        flag(flags, RelayFlag.BAD_EXIT, 5, random);
        builder.flags(flags.toArray(RelayFlag[]::new));
        if (random.nextInt(10) == 0) {
            builder.ports(port -> port == 80);
        }
        if (random.nextInt(12) == 0) {
            builder.withoutIds();
        }
        if (random.nextInt(3) != 0) {
            builder.rate(1 + random.nextInt(1000));
        }
        if (random.nextInt(15) == 0) {
            builder.terms(
                    new PaymentTerms(MilliSatoshi.of(5), Duration.ofSeconds(60), 10, MilliSatoshi.ZERO, List.of()));
        }
        return builder;
    }

    private static void flag(Set<RelayFlag> flags, RelayFlag flag, int percent, RandomGenerator random) {
        if (random.nextInt(100) < percent) {
            flags.add(flag);
        }
    }
}
