package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelayRecord;
import org.eltor.api.relay.RelaySelector;
import org.eltor.api.tor.Fingerprint;

/**
 * Directory and selector over relays by number: the first third guards, then middles, then exits, taken in order. Guards
 * that did not answer come last.
 */
final class FakeRelays implements RelayDirectory, RelaySelector, RelayHistory {
    final List<RelayDescriptor> relays = new ArrayList<>();
    final Set<Fingerprint> unknown = new HashSet<>();
    final List<PathRequest> requests = new ArrayList<>();
    Optional<String> refusal = Optional.empty();
    private final Set<Fingerprint> failing = new HashSet<>();
    private int middles;
    private int exits;

    FakeRelays(List<Fingerprint> fingerprints, Duration interval, int intervals) {
        PaymentTerms terms = new PaymentTerms(MilliSatoshi.of(1000), interval, intervals, MilliSatoshi.ZERO, List.of());
        for (Fingerprint fingerprint : fingerprints) {
            relays.add(new RelayDescriptor(
                    fingerprint,
                    "relay" + relays.size(),
                    List.of("127.0.0.1"),
                    Set.of(),
                    1,
                    Set.of(),
                    port -> port != 25,
                    true,
                    terms));
        }
        parts(relays.size() / 3, relays.size() / 3 * 2);
    }

    /** Where other parts than thirds begin. */
    void parts(int firstMiddle, int firstExit) {
        middles = firstMiddle;
        exits = firstExit;
    }

    @Override
    public PathPlan plan(PathRequest request, NetworkView view, RandomGenerator random) throws NoPathException {
        requests.add(request);
        if (refusal.isPresent()) {
            throw new NoPathException(refusal.get());
        }
        return new PathPlan(
                List.of(guard(request), pick(request, middles, exits), pick(request, exits, relays.size())),
                MilliSatoshi.of(30_000),
                Set.of());
    }

    private RelayDescriptor guard(PathRequest request) {
        Comparator<RelayDescriptor> down = Comparator.comparing(relay -> failing.contains(relay.fingerprint()));
        Comparator<RelayDescriptor> taken =
                Comparator.comparing(relay -> request.avoidGuards().contains(relay.fingerprint())
                        || request.avoid().contains(relay.fingerprint()));
        return relays.subList(0, middles).stream()
                .min(down.thenComparing(taken))
                .orElseThrow();
    }

    private RelayDescriptor pick(PathRequest request, int from, int to) throws NoPathException {
        return relays.subList(from, to).stream()
                .filter(r -> !request.avoid().contains(r.fingerprint()))
                .findFirst()
                .orElseThrow(() -> new NoPathException("no relay left"));
    }

    @Override
    public void circuitBuilt(PathPlan plan, Duration took) {
        failing.remove(plan.hops().get(0).fingerprint());
    }

    @Override
    public void circuitFailed(PathPlan plan, int hopsDone) {
        if (hopsDone == 0) {
            failing.add(plan.hops().get(0).fingerprint());
        }
    }

    @Override
    public void circuitClosed(PathPlan plan, long bytes, long peak, boolean paidButClosed) {
        // not of interest here
    }

    @Override
    public List<RelayRecord> records() {
        return List.of();
    }

    @Override
    public void clear() {
        failing.clear();
    }

    @Override
    public NetworkView view() {
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
                        .filter(r -> r.fingerprint().equals(fingerprint))
                        .findFirst();
            }
        };
    }

    @Override
    public CompletionStage<Set<Fingerprint>> unknown(Collection<Fingerprint> asked) {
        Set<Fingerprint> found = new HashSet<>(asked);
        found.retainAll(unknown);
        return CompletableFuture.completedStage(found);
    }
}
