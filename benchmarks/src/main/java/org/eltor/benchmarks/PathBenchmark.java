package org.eltor.benchmarks;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.PriceModel;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.SampledGuards;
import org.eltor.relay.internal.path.Caps;
import org.eltor.relay.internal.path.ConsensusWeights;
import org.eltor.relay.internal.path.NodeLists;
import org.eltor.relay.internal.path.PathSelector;
import org.eltor.relay.internal.path.PathSettings;
import org.eltor.relay.internal.path.Surroundings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Paths beside four live circuits, with flags, families, networks, ports, a budget that a part of the relays exceeds,
 * prices and a cryptographic source of chance.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx2g", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1"})
public class PathBenchmark {
    private static final int LIVE_CIRCUITS = 4;
    private static final PriceModel PRICE = terms -> Optional.of(terms.rate().times(terms.intervals()));

    /** How many relays there are. */
    @Param({"1000", "10000", "100000"})
    public int relays;

    private final SecureRandom random = new SecureRandom();
    private final Set<Fingerprint> avoid = new HashSet<>();
    private final Set<Fingerprint> avoidGuards = new HashSet<>();
    private SampledGuards guards;
    private MadeUpView view;
    private PathSelector selector;
    private PathRequest request;

    /** Makes up the relays, chooses guards and plans the circuits that are live. */
    @Setup
    public void prepare() throws NoPathException {
        view = MadeUpView.of(relays);
        guards = new SampledGuards(Clock.systemUTC(), random, () -> {}, warning -> {});
        selector = selector();
        for (int i = 0; i < LIVE_CIRCUITS; i++) {
            request = request();
            PathPlan plan = selector.plan(request, view, random);
            avoidGuards.add(plan.hops().get(0).fingerprint());
            avoid.add(plan.hops().get(1).fingerprint());
            avoid.add(plan.hops().get(2).fingerprint());
        }
        request = request();
    }

    private PathRequest request() {
        return new PathRequest(Set.of(443), avoid, avoidGuards, MilliSatoshi.of(30_000), PRICE, true);
    }

    private PathSelector selector() {
        PathSettings settings = new PathSettings(NodeLists.UNSET, Caps.NONE, true, PathSettings.LONG_LIVED_PORTS);
        return new PathSelector(settings, guards, ConsensusWeights::of, Surroundings.NONE);
    }

    /** One path, in a view of which one was planned before. */
    @Benchmark
    public PathPlan path() throws NoPathException {
        return selector.plan(request, view, random);
    }

    /** The first path in a view: everything is worked out. */
    @Benchmark
    public PathPlan firstPath() throws NoPathException {
        return selector().plan(request, view, random);
    }
}
