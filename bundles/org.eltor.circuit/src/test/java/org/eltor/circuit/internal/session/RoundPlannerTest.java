package org.eltor.circuit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.circuit.internal.session.RoundPlanner.Decision.Idle;
import org.eltor.circuit.internal.session.RoundPlanner.Decision.Pay;
import org.eltor.circuit.internal.session.RoundPlanner.Decision.WaitUntil;
import org.eltor.circuit.internal.session.RoundPlanner.Payable;
import org.junit.jupiter.api.Test;

class RoundPlannerTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final IntervalClock MINUTE = new IntervalClock(T0, Duration.ofSeconds(60), 10);

    private final ManagedCircuit primary = circuit(0);
    private final ManagedCircuit backup = circuit(1);

    private static ManagedCircuit circuit(int slot) {
        RelayDescriptor relay = new RelayDescriptor(
                new Fingerprint("A".repeat(40)),
                "relay",
                List.of("127.0.0.1"),
                Set.of(),
                1,
                Set.of(),
                port -> true,
                true,
                PaymentTerms.FREE);
        PathPlan plan = new PathPlan(List.of(relay, relay, relay), MilliSatoshi.ZERO, Set.of());
        CircuitAccount account = new CircuitAccount(new UUID(0, slot), List.of(), T0);
        return new ManagedCircuit(new CircuitId("" + (slot + 1)), new CircuitRole(slot), plan, account, MINUTE);
    }

    private static Payable payable(ManagedCircuit circuit, long openFrom, long startBy) {
        return new Payable(circuit, 1, at(openFrom), at(startBy));
    }

    private static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    private static Payable first(List<Payable> open) {
        return open.get(0);
    }

    @Test
    void paysWhomTheStrategyNamesWhenARoundIsDue() {
        var decision = RoundPlanner.decide(
                at(0), at(0), List.of(payable(primary, 0, 40), payable(backup, 0, 40)), open -> open.get(1));
        assertThat(decision).isEqualTo(new Pay(payable(backup, 0, 40), Optional.empty()));
    }

    @Test
    void waitsForTheTurn() {
        var decision = RoundPlanner.decide(at(5), at(30), List.of(payable(backup, 0, 40)), RoundPlannerTest::first);
        assertThat(decision).isEqualTo(new WaitUntil(at(30)));
    }

    @Test
    void paysBeforeTheTurnWhereTheDeadlineComesFirst() {
        var decision = RoundPlanner.decide(at(40), at(45), List.of(payable(backup, 0, 40)), RoundPlannerTest::first);
        assertThat(decision).isEqualTo(new Pay(payable(backup, 0, 40), Optional.empty()));
    }

    @Test
    void saysSoWhenTheDeadlineOverridesTheStrategy() {
        var decision = RoundPlanner.decide(
                at(40), at(40), List.of(payable(primary, 0, 60), payable(backup, 0, 40)), RoundPlannerTest::first);
        assertThat(decision).isEqualTo(new Pay(payable(backup, 0, 40), Optional.of(primary)));
    }

    @Test
    void waitsForAnIntervalToOpen() {
        var decision = RoundPlanner.decide(at(10), at(10), List.of(payable(primary, 60, 100)), RoundPlannerTest::first);
        assertThat(decision).isEqualTo(new WaitUntil(at(60)));
    }

    @Test
    void isIdleWithoutAnythingToPay() {
        assertThat(RoundPlanner.decide(at(0), at(0), List.of(), RoundPlannerTest::first))
                .isEqualTo(new Idle());
    }

    @Test
    void keepsTheRoundsEvenlySpacedAndForgetsABacklog() {
        Duration half = Duration.ofSeconds(30);
        assertThat(RoundPlanner.following(at(31), at(30), half)).isEqualTo(at(60));
        assertThat(RoundPlanner.following(at(25), at(30), half))
                .as("paid early")
                .isEqualTo(at(60));
        assertThat(RoundPlanner.following(at(200), at(30), half))
                .as("fell behind")
                .isEqualTo(at(230));
    }

    @Test
    void countsIntervalsFromTheBuildCommand() {
        assertThat(MINUTE.start(1)).isEqualTo(T0);
        assertThat(MINUTE.end(3)).isEqualTo(at(180));
        assertThat(MINUTE.deadline(3)).isEqualTo(at(170));
        assertThat(MINUTE.giveUpAt(3)).isEqualTo(at(176));
        assertThat(MINUTE.startBy(1, Duration.ZERO, false)).isEqualTo(at(40));
    }

    @Test
    void beginsEarlierWhereSettlingTakesLong() {
        Duration slow = Duration.ofSeconds(6);
        assertThat(MINUTE.startBy(2, slow, false)).isEqualTo(at(74));
        Duration verySlow = Duration.ofSeconds(15);
        assertThat(MINUTE.startBy(2, verySlow, false))
                .as("never before the interval")
                .isEqualTo(at(60));
        assertThat(MINUTE.startBy(2, verySlow, true))
                .as("unless traffic was carried")
                .isEqualTo(at(20));
        assertThat(MINUTE.openFrom(2, verySlow, true)).isEqualTo(at(20));
        assertThat(MINUTE.startBy(2, Duration.ofSeconds(90), true))
                .as("at most one interval ahead")
                .isEqualTo(at(0));
    }
}
