package org.eltor.itests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.eltor.api.circuit.SessionRequest;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelayRecord;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.SampledGuards;
import org.eltor.relay.internal.path.ConsensusWeights;
import org.eltor.relay.internal.path.PathSelector;
import org.eltor.relay.internal.path.PathSettings;
import org.eltor.relay.internal.path.Surroundings;
import org.eltor.testkit.RelayBehaviour;
import org.eltor.wallet.simulated.internal.network.SimulatedSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's own connection goes away for a while: it comes back to the guards that it had. */
class OutageTest {
    private static final int RELAYS = 300;
    private static final int OUTAGES = 3;

    /** Passes on to the guards what the relays' history does, and remembers through whom circuits were built. */
    private static final class GuardsTold implements RelayHistory {
        private final Set<Fingerprint> used = new HashSet<>();
        private final SampledGuards guards;

        GuardsTold(SampledGuards guards) {
            this.guards = guards;
        }

        @Override
        public void circuitBuilt(PathPlan plan, Duration took) {
            used.add(guard(plan));
            guards.built(guard(plan));
        }

        @Override
        public void circuitFailed(PathPlan plan, int hopsDone) {
            if (hopsDone == 0) {
                guards.failedAt(guard(plan));
            } else {
                guards.failedBehind(guard(plan));
            }
        }

        @Override
        public void circuitClosed(PathPlan plan, long bytes, long peak, boolean paidButClosed) {
            guards.ended(guard(plan), paidButClosed);
        }

        private static Fingerprint guard(PathPlan plan) {
            return plan.hops().get(0).fingerprint();
        }

        @Override
        public List<RelayRecord> records() {
            return List.of();
        }

        @Override
        public void clear() {
            used.clear();
        }
    }

    @TempDir
    Path folder;

    private GuardsTold history;

    private WholeStack.Choice choice(SimulatedRelays relays, Clock clock) {
        SampledGuards guards = new SampledGuards(clock, new Random(7), () -> {}, warning -> {});
        history = new GuardsTold(guards);
        return new WholeStack.Choice(
                new PathSelector(PathSettings.PLAIN, guards, ConsensusWeights::of, Surroundings.NONE),
                Optional.of(history));
    }

    private WholeStack running() throws IOException {
        WholeStack stack = new WholeStack(folder.resolve("ledger"), settings(), 20, RELAYS, this::choice);
        stack.manager.start(new SessionRequest(OptionalInt.of(2), OptionalInt.of(20), false));
        stack.executor.advance(Duration.ofMinutes(2));
        assertThat(stack.manager.info().state()).isEqualTo(SessionState.RUNNING);
        return stack;
    }

    private void assertBackWithin(WholeStack stack, Duration most) {
        assertThat(stack.executor.runUntil(() -> stack.manager.info().state() == SessionState.RUNNING, most))
                .isTrue();
        assertThat(stack.executor.failures()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 120, 600})
    void anOutageWithConnectionsRefusedBringsNoNewGuards(int seconds) throws IOException {
        try (WholeStack stack = running()) {
            for (int i = 0; i < OUTAGES; i++) {
                stack.fingerprints.forEach(stack.tor::killRelay);
                stack.executor.advance(Duration.ofSeconds(seconds));
                assertThat(stack.manager.info().state()).isNotEqualTo(SessionState.RUNNING);
                stack.fingerprints.forEach(stack.tor::reviveRelay);
                assertBackWithin(stack, Duration.ofSeconds(30));
                stack.executor.advance(Duration.ofMinutes(25));
            }
            assertThat(history.used).hasSizeBetween(2, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 120, 600})
    void norDoesOneInWhichNothingIsAnswered(int seconds) throws IOException {
        try (WholeStack stack = running()) {
            for (int i = 0; i < OUTAGES; i++) {
                stack.fingerprints.forEach(relay -> stack.tor.relayBehaviour(relay, new RelayBehaviour.Hangs()));
                stack.tor.liveCircuits().forEach(circuit -> stack.tor.closeCircuit(circuit, "CHANNEL_CLOSED", ""));
                stack.executor.advance(Duration.ofSeconds(seconds));
                assertThat(stack.manager.info().state()).isNotEqualTo(SessionState.RUNNING);
                stack.fingerprints.forEach(relay -> stack.tor.relayBehaviour(relay, RelayBehaviour.works()));
                assertBackWithin(stack, Duration.ofSeconds(60));
                stack.executor.advance(Duration.ofMinutes(25));
            }
            assertThat(history.used).hasSizeBetween(2, 3);
        }
    }

    @Test
    void guardsThatAreReallyGoneAreReplaced() throws IOException {
        try (WholeStack stack = running()) {
            history.used.forEach(stack.tor::killRelay);
            stack.executor.advance(Duration.ofSeconds(1));
            assertBackWithin(stack, Duration.ofSeconds(30));
            assertThat(history.used).as("the third primary guard").hasSize(3);
            history.used.forEach(stack.tor::killRelay);
            stack.executor.advance(Duration.ofSeconds(1));
            assertBackWithin(stack, Duration.ofMinutes(17));
            assertThat(history.used).hasSizeBetween(4, 5);
        }
    }

    private static SimulatedSettings settings() {
        return new SimulatedSettings(
                "quick",
                1,
                MilliSatoshi.of(1_000_000_000_000L),
                false,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                0,
                0,
                0,
                Duration.ZERO,
                MilliSatoshi.of(10),
                0,
                true,
                Optional.empty());
    }
}
