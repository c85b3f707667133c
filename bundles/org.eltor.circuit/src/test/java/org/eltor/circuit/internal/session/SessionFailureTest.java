package org.eltor.circuit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.circuit.SessionRequest;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelayRecord;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.TorMode;
import org.eltor.circuit.internal.session.CircuitSettings.Target;
import org.eltor.testkit.RelayBehaviour;
import org.junit.jupiter.api.Test;

/** What happens when relays, circuits, tor, the ledger or the budget fail in the middle of a session. */
class SessionFailureTest {
    private SimulatedSession running() {
        SimulatedSession session = new SimulatedSession().start(2, 10, true);
        session.seconds(125);
        return session;
    }

    private static Fingerprint hop(CircuitInfo circuit, int position) {
        return circuit.hops().get(position).relay();
    }

    @Test
    void backupCarriesOnWhilePrimaryIsReplaced() {
        for (int position = 0; position < 3; position++) {
            SimulatedSession session = running();
            CircuitInfo primary = session.usable().get(0);
            CircuitInfo backup = session.usable().get(1);
            session.tor.killRelay(hop(primary, position));
            session.seconds(0.1);
            assertThat(session.usable()).extracting(CircuitInfo::id).containsExactly(backup.id());
            assertThat(session.manager.info().state()).isEqualTo(SessionState.DEGRADED);

            session.seconds(2);
            assertThat(session.usable()).hasSize(2);
            assertThat(session.usable().get(1).role()).isEqualTo(primary.role());
            session.seconds(200);
            assertThat(session.teardowns).as("position %d", position).isEmpty();
            assertThat(session.board.rounds()).hasSize(10);
            assertThat(session.board.rounds()).extracting(RoundInfo::number).doesNotHaveDuplicates();
            assertThat(session.manager.info().failovers()).isEqualTo(1);
            assertThat(session.circuit(backup.id()).settledIntervals()).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void takesAnotherGuardOnlyWhenItsOwnDoesNotAnswer() {
        for (int position = 0; position < 3; position++) {
            SimulatedSession session = running();
            CircuitInfo primary = session.usable().get(0);
            session.tor.killRelay(hop(primary, position));
            session.seconds(2);
            Fingerprint guard = hop(session.usable().get(1), 0);
            if (position == 0) {
                assertThat(guard).isNotEqualTo(hop(primary, 0));
            } else {
                assertThat(guard).as("killed at position %d", position).isEqualTo(hop(primary, 0));
            }
        }
    }

    @Test
    void stopsPayingADeadCircuitAtOnce() {
        SimulatedSession session = running();
        CircuitInfo primary = session.usable().get(0);
        session.tor.killRelay(hop(primary, 2));
        Instant death = session.executor.clock().instant();
        session.seconds(100);
        UUID account = session.payments.circuits.entrySet().stream()
                .filter(e -> e.getValue().equals(primary.id()))
                .findFirst()
                .orElseThrow()
                .getKey();
        assertThat(session.payments.closedAt.get(account)).isBetween(death, death.plusMillis(100));
        assertThat(session.payments.paid)
                .filteredOn(p -> p.account().equals(account))
                .allSatisfy(p -> assertThat(p.asked()).isBeforeOrEqualTo(death));
    }

    @Test
    void buildsAfreshWhenBothAreLost() {
        SimulatedSession session = running();
        List<CircuitInfo> both = session.usable();
        both.forEach(c -> session.tor.killRelay(hop(c, 1)));
        session.seconds(2);
        assertThat(session.notices()).anyMatch(n -> n.startsWith("Both circuits have lost bandwidth"));
        assertThat(session.usable()).hasSize(2).extracting(CircuitInfo::id).doesNotContainAnyElementsOf(ids(both));
        session.seconds(220);
        assertThat(session.teardowns).isEmpty();
        assertThat(session.board.rounds()).hasSize(10);
        assertThat(session.manager.info().failovers()).isEqualTo(2);
        assertThat(session.manager.info().state()).isEqualTo(SessionState.STOPPED);
    }

    private static List<CircuitId> ids(List<CircuitInfo> circuits) {
        return circuits.stream().map(CircuitInfo::id).toList();
    }

    @Test
    void goesOnWithPrimaryAloneAndKeepsTrying() {
        SimulatedSession session = new SimulatedSession();
        Fingerprint backupExit = session.relays.relays.get(13).fingerprint();
        session.tor.relayBehaviour(backupExit, new RelayBehaviour.Hangs());
        session.start(2, 10, true).seconds(25);
        assertThat(session.usable()).hasSize(1);
        assertThat(session.board.rounds()).isNotEmpty().allMatch(r -> r.role().slot() == 0);

        session.seconds(8);
        assertThat(session.usable()).hasSize(2);
        assertThat(session.notices()).anyMatch(n -> n.contains("not built within 30 s"));
        session.seconds(300);
        assertThat(session.teardowns).isEmpty();
    }

    @Test
    void findsASilentStallWithinTenSecondsByProbing() {
        SimulatedSession session = new SimulatedSession(
                TorMode.STOCK, SimulatedSession.settings(2, Optional.of(new Target("127.0.0.9", 80))), 10);
        session.start(2, 10, true).seconds(30);
        assertThat(session.probes).isNotEmpty().doesNotHaveDuplicates();
        assertThat(session.manager.info().failovers()).isZero();

        List<CircuitInfo> before = session.usable();
        session.probesAnswer = false;
        session.seconds(10);
        assertThat(session.usable()).extracting(CircuitInfo::id).doesNotContainAnyElementsOf(ids(before));
        assertThat(session.board.streams())
                .as("probes are not the user's streams")
                .isEmpty();
    }

    @Test
    void findsASilentStallByTheStreamsThatWait() {
        SimulatedSession session = running();
        CircuitInfo primary = session.usable().get(0);
        session.tor.stallRelay(hop(primary, 1));
        StreamId stream = session.tor.openStream("example.com", 80, Map.of());
        session.seconds(10);
        assertThat(session.circuit(primary.id()).state()).isEqualTo(CircuitState.CLOSED);
        assertThat(session.tor.circuitOf(stream))
                .hasValueSatisfying(c -> assertThat(c).isNotEqualTo(primary.id()));
    }

    @Test
    void startsAgainWhenTorComesBack() {
        SimulatedSession session = running();
        session.tor.crash();
        session.manager.servicesChanged(new Services(
                Optional.empty(),
                Optional.empty(),
                Optional.of(session.relays),
                Optional.of(session.payments),
                Optional.empty()));
        session.seconds(1);
        assertThat(session.usable()).isEmpty();
        assertThat(session.manager.info().state()).isEqualTo(SessionState.WAITING);
        assertThat(session.manager.info().problem())
                .hasValue("Waiting for a control connection to tor and a directory of relays");
        assertThat(session.payments.closed).hasSize(2);

        session.tor.restart();
        session.connect();
        session.seconds(2);
        assertThat(session.usable()).hasSize(2);
    }

    @Test
    void closesItsCircuitsWhenTheLedgerGoesAway() {
        SimulatedSession session = running();
        session.manager.servicesChanged(new Services(
                Optional.of(session.control),
                Optional.of(session.relays),
                Optional.of(session.relays),
                Optional.empty(),
                Optional.empty()));
        session.seconds(4);
        assertThat(session.tor.liveCircuits()).isEmpty();
        session.connect();
        session.seconds(2);
        assertThat(session.usable()).hasSize(2);
    }

    @Test
    void saysWhatABudgetThatIsTooSmallNeedsAndRecovers() {
        SimulatedSession session = new SimulatedSession();
        session.relays.refusal = Optional.of("No circuit fits 12000 msat: the cheapest costs 30000 msat");
        session.start(2, 10, true).seconds(60);
        assertThat(session.manager.info().state()).isEqualTo(SessionState.WAITING);
        assertThat(session.manager.info().problem())
                .hasValueSatisfying(p -> assertThat(p).contains("30000 msat"));
        assertThat(session.notices().stream().filter(n -> n.contains("30000 msat")))
                .as("told once, not at each try")
                .hasSizeLessThanOrEqualTo(2);

        session.relays.refusal = Optional.empty();
        session.seconds(12);
        assertThat(session.usable()).hasSize(2);
        assertThat(session.manager.info().problem()).isEmpty();
    }

    @Test
    void leavesCircuitsOfTorsOwnAlone() {
        SimulatedSession session = running();
        List<Fingerprint> path = session.relays.relays.subList(0, 3).stream()
                .map(RelayDescriptor::fingerprint)
                .toList();
        CircuitId foreign = session.tor.ownCircuit("GENERAL", path);
        session.seconds(1);
        session.manager.stop();
        session.seconds(4);
        assertThat(session.tor.liveCircuits()).containsExactly(foreign);
    }

    @Test
    void stopsWithinSecondsEvenWhenTorDoesNotAnswer() {
        SimulatedSession session = running();
        session.tor.hangNextCommand(Duration.ofSeconds(60));
        var stopped = session.manager.stop().toCompletableFuture();
        session.seconds(3.5);
        assertThat(stopped).isCompleted();
        assertThat(session.manager.info().state()).isEqualTo(SessionState.STOPPED);
    }

    @Test
    void refusesToStartTwice() {
        SimulatedSession session = running();
        var second = session.manager.start(SessionRequest.CONFIGURED).toCompletableFuture();
        session.seconds(0.1);
        assertThat(second).isCompletedExceptionally();
    }

    @Test
    void tellsTheHistoryHowCircuitsWent() {
        List<String> heard = new ArrayList<>();
        SimulatedSession session = new SimulatedSession();
        session.manager.servicesChanged(new Services(
                Optional.of(session.control),
                Optional.of(session.relays),
                Optional.of(session.relays),
                Optional.of(session.payments),
                Optional.of(new HeardHistory(heard))));
        session.tor.relayBehaviour(session.relays.relays.get(7).fingerprint(), new RelayBehaviour.Hangs());
        session.start(2, 10, false).seconds(100);
        session.tor.killRelay(hop(session.usable().get(0), 2));
        session.seconds(1);
        session.tor.bandwidth(session.usable().get(0).id(), 900, 900, 700, 30);
        session.tor.bandwidth(session.usable().get(0).id(), 100, 100, 10, 10);
        session.seconds(1);
        session.manager.stop();
        session.seconds(4);
        assertThat(heard).contains("built", "failed after 1 hops", "closed, paid but closed", "closed by us at 730");
    }

    /** A history that writes down what it is told. */
    private record HeardHistory(List<String> heard) implements RelayHistory {
        @Override
        public void circuitBuilt(PathPlan plan, Duration took) {
            heard.add("built");
        }

        @Override
        public void circuitFailed(PathPlan plan, int hopsDone) {
            heard.add("failed after " + hopsDone + " hops");
        }

        @Override
        public void circuitClosed(PathPlan plan, long bytes, long peak, boolean paidButClosed) {
            heard.add((paidButClosed ? "closed, paid but closed" : "closed by us") + (peak == 0 ? "" : " at " + peak));
        }

        @Override
        public List<RelayRecord> records() {
            return List.of();
        }

        @Override
        public void clear() {
            heard.clear();
        }
    }
}
