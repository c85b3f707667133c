package org.eltor.relay.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.SteppedClock;
import org.eltor.relay.internal.guard.GuardFile;
import org.eltor.relay.internal.guard.SampledGuards;
import org.eltor.relay.internal.history.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of the public network over 30 days of 144 circuits, two at a time, restarted every day. */
class ThirtyDaysTest {
    private static final int DAYS = 30;
    private static final int CIRCUITS_A_DAY = 144;
    private static final int PRICE = 1000;

    private final SteppedClock clock = new SteppedClock();
    private final RandomGenerator random = Relays.random(30);

    @TempDir
    Path folder;

    private SampledGuards guards() {
        return new SampledGuards(clock, random, () -> {}, warning -> {});
    }

    @Test
    void showItselfToThreeGuards() throws IOException, NoPathException {
        NetworkView network = RealNetwork.of("2019-12-15-13-00-00-consensus-microdesc.gz", "2019-12-15-microdescs.gz");
        GuardFile file = new GuardFile(folder.resolve("guards.json"), clock);
        History history = new History(clock, () -> {});
        Set<Fingerprint> used = new HashSet<>();
        Set<Fingerprint> exits = new HashSet<>();
        int shared = 0;
        for (int day = 0; day < DAYS; day++) {
            SampledGuards guards = guards();
            assertThat(file.load(guards)).isEmpty();
            PathSelector selector = selector(guards, history);
            Deque<PathPlan> live = new ArrayDeque<>();
            for (int i = 0; i < CIRCUITS_A_DAY; i++) {
                PathPlan plan = selector.plan(beside(live), network, random);
                assertThat(PathRules.violations(plan.hops(), beside(live))).isEmpty();
                assertThat(plan.relaxed()).isEmpty();
                if (random.nextInt(10) == 0) { // nothing but the guard can be relied on
                    int hopsDone = 1 + random.nextInt(2);
                    history.circuitFailed(plan, hopsDone);
                    guards.failedBehind(guard(plan));
                } else {
                    history.circuitBuilt(plan, Duration.ofMillis(300 + random.nextInt(2000)));
                    guards.built(guard(plan));
                    live.addLast(plan);
                }
                used.add(guard(plan));
                exits.add(plan.hops().get(2).fingerprint());
                if (live.size() == 2) {
                    List<RelayDescriptor> others = live.getLast().hops();
                    List<RelayDescriptor> hops = live.getFirst().hops();
                    shared += hops.get(0).equals(others.get(0))
                                    || hops.subList(1, 3).stream().anyMatch(others.subList(1, 3)::contains)
                            ? 1
                            : 0;
                    PathPlan ended = live.removeFirst();
                    history.circuitClosed(ended, 50_000_000, random.nextInt(1_000_000), false);
                    guards.ended(guard(ended), false);
                }
                clock.advance(Duration.ofDays(1).dividedBy(CIRCUITS_A_DAY));
            }
            file.save(guards);
        }
        assertThat(used).hasSizeLessThanOrEqualTo(3);
        assertThat(exits).hasSizeGreaterThan(200);
        assertThat(shared).isZero();
    }

    private static PathSelector selector(SampledGuards guards, History history) {
        PathSettings settings = new PathSettings(NodeLists.UNSET, Caps.NONE, true, PathSettings.LONG_LIVED_PORTS);
        return new PathSelector(settings, guards, ConsensusWeights::of, new Surroundings() {
            @Override
            public Countries countries(NetworkView view) {
                return Countries.NONE;
            }

            @Override
            public HistoryFactors history() {
                return history.factors();
            }
        });
    }

    private static Fingerprint guard(PathPlan plan) {
        return plan.hops().get(0).fingerprint();
    }

    private static PathRequest beside(Deque<PathPlan> live) {
        Set<Fingerprint> avoid = new HashSet<>();
        Set<Fingerprint> avoidGuards = new HashSet<>();
        for (PathPlan plan : live) {
            List<RelayDescriptor> hops = plan.hops();
            avoidGuards.add(hops.get(0).fingerprint());
            avoid.add(hops.get(1).fingerprint());
            avoid.add(hops.get(2).fingerprint());
        }
        return new PathRequest(
                Set.of(443), avoid, avoidGuards, MilliSatoshi.of(60L * PRICE), Relays.RATE_TIMES_INTERVALS, false);
    }
}
