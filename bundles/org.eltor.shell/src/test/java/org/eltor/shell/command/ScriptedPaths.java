package org.eltor.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.GuardRecord;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathExplainer;
import org.eltor.api.relay.PathExplanation;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayExplanation;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelayRecord;
import org.eltor.api.relay.RelaySelector;
import org.eltor.shell.internal.Samples;

/** Plans the same path with one of two exits in turn, and remembers one relay. */
final class ScriptedPaths implements RelaySelector, PathExplainer, RelayHistory {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final List<RelayDescriptor> relays = Stream.of(1, 2, 3, 4)
            .map(number -> Samples.relay(number, "relay" + number, 100, Samples.terms(1000, 60)))
            .toList();
    private int plans;

    Optional<String> refusal = Optional.empty();
    PathRequest request;
    boolean cleared;

    @Override
    public PathPlan plan(PathRequest asked, NetworkView view, RandomGenerator random) throws NoPathException {
        if (refusal.isPresent()) {
            throw new NoPathException(refusal.get());
        }
        int exit = plans++ % 4 == 0 ? 3 : 2;
        return new PathPlan(
                List.of(relays.get(0), relays.get(1), relays.get(exit)),
                MilliSatoshi.of(exit * 1000L),
                exit == 3 ? Set.of("a rule was given up") : Set.of());
    }

    @Override
    public PathExplanation explain(PathRequest asked, NetworkView view) {
        request = asked;
        List<PathExplanation.Share> likeliest =
                List.of(new PathExplanation.Share(relays.get(0), 0.25, MilliSatoshi.of(30_000), 1.5));
        return new PathExplanation(
                4,
                Stream.of("guard", "middle", "exit")
                        .map(name -> new PathExplanation.Position(name, 4, 3.2, likeliest))
                        .toList(),
                Map.of("no present wallet can pay", 7),
                List.of(new GuardRecord(
                        relays.get(0).fingerprint(),
                        true,
                        THEN,
                        Optional.of(THEN),
                        Optional.of(THEN),
                        false,
                        10,
                        9,
                        5,
                        1)),
                Optional.of(MilliSatoshi.of(3000)),
                asked.maxCost(),
                List.of("a note\u001b[31m"),
                refusal);
    }

    @Override
    public RelayExplanation explain(PathRequest asked, NetworkView view, RelayDescriptor relay) {
        request = asked;
        return new RelayExplanation(
                relay,
                List.of(
                        new RelayExplanation.Position(
                                "guard", OptionalDouble.of(0.0125), Optional.of("and a primary guard")),
                        new RelayExplanation.Position("middle", OptionalDouble.of(0.5), Optional.empty()),
                        new RelayExplanation.Position("exit", OptionalDouble.empty(), Optional.of("bad\u001b[31m"))));
    }

    @Override
    public void circuitBuilt(PathPlan plan, Duration took) {
        throw new UnsupportedOperationException("a command builds nothing");
    }

    @Override
    public void circuitFailed(PathPlan plan, int hopsDone) {
        throw new UnsupportedOperationException("a command builds nothing");
    }

    @Override
    public void circuitClosed(PathPlan plan, long bytes, long peak, boolean paidButClosed) {
        throw new UnsupportedOperationException("a command builds nothing");
    }

    @Override
    public List<RelayRecord> records() {
        return List.of(new RelayRecord(
                relays.get(0).fingerprint(),
                12.5,
                0.96,
                Optional.of(Duration.ofMillis(850)),
                OptionalLong.of(1_200_000),
                0.5,
                1.25,
                THEN));
    }

    @Override
    public void clear() {
        cleared = true;
    }
}
