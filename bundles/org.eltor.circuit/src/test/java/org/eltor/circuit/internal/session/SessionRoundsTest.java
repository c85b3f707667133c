package org.eltor.circuit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.circuit.SessionInfo;
import org.eltor.api.circuit.SessionRequest;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.payment.PaymentOutcome.Cause;
import org.eltor.api.payment.PaymentOutcome.Unsettled;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorMode;
import org.eltor.circuit.internal.session.FakePayments.Paid;
import org.junit.jupiter.api.Test;

/** The rounds of design section 5, on virtual time, before auditors that forgive nothing. */
class SessionRoundsTest {
    @Test
    void performsTheSessionOfTheSeed() {
        SimulatedSession session = new SimulatedSession().start(2, 10, true);
        session.seconds(301);

        List<RoundInfo> rounds = session.board.rounds();
        assertThat(rounds).extracting(RoundInfo::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(rounds)
                .extracting(r -> r.role().toString())
                .containsExactly(
                        "PRIMARY", "BACKUP", "PRIMARY", "BACKUP", "PRIMARY", "BACKUP", "PRIMARY", "BACKUP", "PRIMARY",
                        "BACKUP");
        assertThat(rounds).extracting(RoundInfo::interval).containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
        assertThat(session.payments.paid).hasSize(30);
        assertThat(session.board.circuits())
                .hasSize(2)
                .allSatisfy(c -> assertThat(session.payments.paidFor(c.id())).isEqualTo(15));
        assertThat(session.teardowns).isEmpty();
        assertThat(session.manager.info().state()).isEqualTo(SessionState.STOPPED);
        assertThat(session.tor.liveCircuits()).isEmpty();
        assertThat(session.tor.option("__LeaveStreamsUnattached")).containsExactly("0");
    }

    @Test
    void whoeverStartedItSeesWhatItWasStartedWith() {
        SimulatedSession session = new SimulatedSession();
        AtomicReference<SessionInfo> seen = new AtomicReference<>();
        session.manager
                .start(new SessionRequest(OptionalInt.of(3), OptionalInt.of(4), true))
                .thenRun(() -> seen.set(session.manager.info()));
        session.seconds(1);
        assertThat(seen.get().circuits()).isEqualTo(3);
        assertThat(seen.get().rounds()).isEqualTo(4);
    }

    @Test
    void buildsBothCircuitsAtTheSameTimeOverDifferentRelays() {
        SimulatedSession session = new SimulatedSession().start(2, 10, true);
        session.seconds(1);

        List<CircuitInfo> circuits = session.usable();
        assertThat(circuits).extracting(c -> c.role().toString()).containsExactly("PRIMARY", "BACKUP");
        assertThat(circuits.get(0).launchedAt()).isEqualTo(circuits.get(1).launchedAt());
        Set<Fingerprint> relays = new HashSet<>();
        circuits.forEach(c -> c.hops().forEach(h -> relays.add(h.relay())));
        assertThat(relays).hasSize(6);
        assertThat(session.notices())
                .contains(
                        "Round 1/10 - Using PRIMARY circuit " + circuits.get(0).id());
    }

    @Test
    void spreadsThePaymentsOfARoundInRandomOrder() {
        SimulatedSession session = new SimulatedSession().start(2, 10, true);
        session.seconds(301);

        List<List<Integer>> orders = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            List<FakePayments.Paid> payments = session.payments.paid.subList(round * 3, round * 3 + 3);
            assertThat(payments).extracting(FakePayments.Paid::asked).doesNotHaveDuplicates();
            orders.add(payments.stream().map(FakePayments.Paid::hop).toList());
        }
        assertThat(new HashSet<>(orders)).hasSizeGreaterThan(2);
    }

    @Test
    void settlesEveryIntervalASixthBeforeItEnds() {
        for (int circuits = 1; circuits <= 4; circuits++) {
            SimulatedSession session = new SimulatedSession().start(circuits, circuits * 5, true);
            session.payments.latency = Duration.ofSeconds(2);
            session.seconds(301);
            assertThat(session.teardowns).as("%d circuits", circuits).isEmpty();
            assertThat(session.payments.paid).hasSize(circuits * 15);
            session.payments.paid.forEach(p -> assertThat(p.settled()).isBeforeOrEqualTo(deadline(session, p)));
        }
    }

    private static Instant deadline(SimulatedSession session, FakePayments.Paid paid) {
        CircuitInfo circuit = session.circuit(session.payments.circuits.get(paid.account()));
        return circuit.launchedAt().plusSeconds(60L * paid.interval() - 10);
    }

    @Test
    void goesOnForHoursWithoutAMomentWithoutACircuit() {
        SimulatedSession session = new SimulatedSession().start(2, 10, false);
        session.seconds(2);
        for (int second = 0; second < 7200; second++) {
            session.seconds(1);
            assertThat(session.usable()).as("after %d s", second).hasSizeGreaterThanOrEqualTo(2);
        }
        assertThat(session.teardowns).isEmpty();
        assertThat(session.manager.info().failovers()).isZero();
        assertThat(session.tor.liveCircuits()).hasSizeLessThanOrEqualTo(4);
        assertThat(session.board.circuits()).hasSizeBetween(40, 60);
    }

    @Test
    void renewsCircuitsInANetworkTooSmallForOldAndNewAtOnce() {
        SimulatedSession session = new SimulatedSession(TorMode.STOCK, 9);
        session.start(2, 10, false).seconds(2);
        for (int second = 0; second < 1200; second++) {
            session.seconds(1);
            assertThat(session.usable()).as("after %d s", second).hasSizeGreaterThanOrEqualTo(2);
        }
        assertThat(session.teardowns).isEmpty();
        assertThat(session.manager.info().failovers()).isZero();
    }

    @Test
    void replacesACircuitWhoseIdsAreUsedUpWithinASession() {
        SimulatedSession session = new SimulatedSession().start(2, 60, true);
        session.seconds(60 * 30 + 1);
        assertThat(session.teardowns).isEmpty();
        assertThat(session.board.rounds()).extracting(RoundInfo::interval).allMatch(i -> i <= 10);
        assertThat(session.board.rounds()).hasSize(60);
        assertThat(session.manager.info().failovers()).isZero();
    }

    @Test
    void honoursRelaysThatGiveFewerIntervals() {
        SimulatedSession session =
                new SimulatedSession(TorMode.STOCK, SimulatedSession.settings(2, Optional.empty()), 3);
        session.start(2, 20, true).seconds(601);
        assertThat(session.teardowns).isEmpty();
        assertThat(session.board.rounds()).extracting(RoundInfo::interval).allMatch(i -> i <= 3);
    }

    @Test
    void paysEarlyWhereTheWalletIsSlow() {
        SimulatedSession session = new SimulatedSession();
        session.payments.latency = Duration.ofSeconds(25);
        session.payments.settleTime = Duration.ofSeconds(25);
        session.tor.trafficPerSecond(1000);
        session.start(2, 10, true).seconds(2);
        session.tor.openStream("example.com", 80, Map.of());
        session.tor.openStream("example.org", 80, Map.of());
        session.seconds(305);
        assertThat(session.teardowns).isEmpty();
        assertThat(session.payments.paid).hasSize(30);
    }

    @Test
    void whatIsPaidAheadWaitsForWhatIsUnderWay() {
        SimulatedSession session = new SimulatedSession();
        session.payments.latency = Duration.ofSeconds(12);
        session.payments.settleTime = Duration.ofSeconds(12);
        session.tor.trafficPerSecond(1000);
        session.start(2, 20, true).seconds(2);
        session.tor.openStream("example.com", 80, Map.of());
        session.tor.openStream("example.org", 80, Map.of());
        session.seconds(500);
        assertThat(session.teardowns).isEmpty();
        List<Paid> paid = session.payments.paid;
        List<Paid> ahead = paid.stream()
                .filter(p -> {
                    Instant launched = session.board.circuits().stream()
                            .filter(c -> c.id().equals(session.payments.circuits.get(p.account())))
                            .findFirst()
                            .orElseThrow()
                            .launchedAt();
                    return p.asked().isBefore(launched.plus(Duration.ofMinutes(p.interval() - 1L)));
                })
                .toList();
        assertThat(ahead)
                .isNotEmpty()
                .allSatisfy(late -> assertThat(paid)
                        .as("payments of another circuit that began shortly before %s", late.asked())
                        .noneMatch(other -> !other.account().equals(late.account())
                                && other.asked().isBefore(late.asked())
                                && late.asked().isBefore(other.asked().plusSeconds(10)))); // a round is spread over 2 s
    }

    @Test
    void buildsWithPaidHopsOnTheFork() {
        SimulatedSession session =
                new SimulatedSession(TorMode.ELTOR, SimulatedSession.settings(2, Optional.empty()), 10);
        session.start(2, 10, true).seconds(301);
        assertThat(session.tor.commandLines("EXTENDCIRCUIT")).isEmpty();
        assertThat(session.tor.isAlive()).isTrue();
        assertThat(session.payments.paid).hasSize(30);
        assertThat(session.tor.commands().stream()
                        .filter(c -> c.line().startsWith("+EXTENDPAIDCIRCUIT"))
                        .toList())
                .hasSize(2)
                .allSatisfy(command -> assertThat(command.body())
                        .hasSize(3)
                        .allMatch(line -> line.matches("\\$?[0-9A-F]{40} [0-9a-f]{768}")));
    }

    @Test
    void neverSendsAnUnknownRelayToTheFork() {
        SimulatedSession session =
                new SimulatedSession(TorMode.ELTOR, SimulatedSession.settings(2, Optional.empty()), 10);
        Fingerprint gone = session.relays.relays.get(0).fingerprint();
        session.relays.unknown.add(gone);
        session.tor.forgetRelay(gone);
        session.start(2, 10, true).seconds(30);
        assertThat(session.tor.isAlive()).isTrue();
        session.relays.relays.remove(0);
        session.relays.relays.remove(0);
        session.relays.relays.remove(0);
        session.seconds(30);
        assertThat(session.usable()).isNotEmpty();
    }

    @Test
    void givesUpACircuitThatCannotBePaidInTime() {
        SimulatedSession session = new SimulatedSession();
        session.payments.script = payment -> payment.interval() == 3 && session.payments.circuits.size() == 2
                ? Optional.of(new Unsettled(Cause.FAILED, "no route"))
                : Optional.empty();
        session.start(2, 10, true).seconds(302);

        CircuitInfo lost = session.board.circuits().get(0);
        CircuitInfo successor = session.board.circuits().get(2);
        assertThat(session.board.circuits()).hasSize(3);
        assertThat(lost.closedReason()).hasValueSatisfying(r -> assertThat(r).startsWith("given up: interval 3"));
        assertThat(successor.role()).isEqualTo(lost.role());
        assertThat(successor.hops()).doesNotContainAnyElementsOf(lost.hops().subList(0, 1));
        assertThat(session.manager.info().failovers()).isEqualTo(1);
        assertThat(session.teardowns).isEmpty();
        assertThat(session.board.rounds()).hasSize(10);
    }

    @Test
    void tellsEveryRoundOnceItIsPaid() {
        SimulatedSession session = new SimulatedSession().start(2, 10, true);
        session.seconds(301);
        assertThat(session.events(SessionEvent.RoundEnded.class))
                .hasSize(10)
                .allSatisfy(e -> assertThat(e.round().payments())
                        .allMatch(p -> p.outcome().equals("settled")));
        assertThat(session.events(SessionEvent.SessionEnded.class)).hasSize(1);
    }
}
