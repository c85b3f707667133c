package org.eltor.itests.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.relay.RelaySelector;
import org.eltor.api.tor.Fingerprint;

/** A directory of paid relays, and a selector to which any three make a path. */
final class SimulatedRelays implements RelayDirectory, RelaySelector, NetworkView {
    static final MilliSatoshi RATE = MilliSatoshi.of(1000);

    private static final Set<RelayFlag> ALL =
            Set.of(RelayFlag.RUNNING, RelayFlag.VALID, RelayFlag.FAST, RelayFlag.STABLE);
    /** A guard, a middle, an exit, and so on. */
    private static final List<Set<RelayFlag>> FLAGS = List.of(with(RelayFlag.GUARD), ALL, with(RelayFlag.EXIT));

    private final Map<Fingerprint, RelayDescriptor> relays = new LinkedHashMap<>();

    /** @param payees what each relay is paid with */
    SimulatedRelays(List<Fingerprint> fingerprints, Duration interval, Function<Fingerprint, Payee> payees) {
        for (Fingerprint fingerprint : fingerprints) {
            int number = relays.size();
            PaymentTerms terms =
                    new PaymentTerms(RATE, interval, 10, MilliSatoshi.ZERO, List.of(payees.apply(fingerprint)));
            relays.put(
                    fingerprint,
                    new RelayDescriptor(
                            fingerprint,
                            "relay" + number,
                            List.of(1 + number / 250 + "." + number % 250 + ".1.1"),
                            FLAGS.get(number % 3),
                            1,
                            Set.of(),
                            port -> true,
                            true,
                            terms));
        }
    }

    private static Set<RelayFlag> with(RelayFlag more) {
        Set<RelayFlag> flags = EnumSet.copyOf(ALL);
        flags.add(more);
        return flags;
    }

    Payee payee(Fingerprint fingerprint) {
        return relays.get(fingerprint).terms().payees().get(0);
    }

    @Override
    public PathPlan plan(PathRequest request, NetworkView view, RandomGenerator random) throws NoPathException {
        List<RelayDescriptor> free = new ArrayList<>(relays.values());
        free.removeIf(relay -> request.avoid().contains(relay.fingerprint())
                || request.avoidGuards().contains(relay.fingerprint()));
        Collections.shuffle(free, new Random(random.nextLong()));
        if (free.size() < 3) {
            throw new NoPathException("no relay left");
        }
        return new PathPlan(free.subList(0, 3), RATE.times(30), Set.of());
    }

    @Override
    public NetworkView view() {
        return this;
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
    public CompletionStage<Set<Fingerprint>> unknown(Collection<Fingerprint> asked) {
        return CompletableFuture.completedStage(Set.of());
    }
}
