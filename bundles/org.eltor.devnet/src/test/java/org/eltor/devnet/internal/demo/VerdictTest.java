package org.eltor.devnet.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.TorMode;
import org.eltor.devnet.internal.audit.RelayAudit;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final CircuitId FIRST = new CircuitId("1");
    private static final CircuitId SECOND = new CircuitId("2");
    private static final CircuitRole PRIMARY = CircuitRole.PRIMARY;
    private static final CircuitRole BACKUP = new CircuitRole(1);

    private final Samples demo = new Samples();

    @Test
    void aDemoThatWentWellHasNoFailure() {
        assertThat(demo.failures()).isEmpty();
    }

    @Test
    void everyTroubleIsAFailure() {
        demo.troubles.add("circuit 1 is still open at tor");
        assertThat(demo.failures()).containsExactly("circuit 1 is still open at tor");
    }

    @Test
    void aMissingRoundFails() {
        demo.rounds.remove(9);
        assertThat(demo.failures())
                .containsExactly("of 10 rounds, 9 began and 9 ended", "27 payments were settled, not 30");
    }

    @Test
    void anUnsettledPaymentFails() {
        demo.rounds.set(3, Samples.round(4, 2, "unknown"));
        assertThat(demo.failures()).containsExactly("27 payments were settled, not 30");
    }

    @Test
    void aCircuitThatCarriedNothingFails() {
        demo.circuits.set(1, Samples.circuit(2, 1, CircuitState.CLOSED, 4, 0, Optional.of(Duration.ofMillis(1))));
        assertThat(demo.failures()).containsExactly("circuit 2 was paid, but carried 4 streams and 0 bytes");
    }

    @Test
    void aCircuitThatWasNeverPaidMayBeIdle() {
        demo.circuits.add(Samples.circuit(3, 1, CircuitState.CLOSED, 0, 0, Optional.empty()));
        assertThat(demo.failures()).isEmpty();
    }

    @Test
    void aFailoverWithoutAKillFails() {
        demo.failovers = 1;
        assertThat(demo.failures()).containsExactly("1 circuits died although no relay was killed");
    }

    @Test
    void lateAndMissedPaymentsFailWithAndWithoutAKill() {
        demo.audits.set(2, new RelayAudit(Samples.relay(2), "relay2", 4, 1, 0, 0));
        assertThat(demo.failures()).containsExactly("relay2 found 1 payments late and missed 0 on circuits that lived");
        demo.circuits.add(Samples.circuit(3, 0));
        demo.kill(Kill.Target.EXIT, Map.of(FIRST, PRIMARY));
        assertThat(demo.failures()).hasSize(1);
    }

    @Test
    void auditsThatSawNothingFail() {
        demo.audits.clear();
        assertThat(demo.failures()).containsExactly("no relay looked for a payment");
    }

    @Test
    void walletAndLedgerMustAgree() {
        demo.money = new Money(3030, 3029);
        assertThat(demo.failures()).containsExactly("the wallet paid 3030 msat, but the ledger says 3029");
    }

    @Test
    void payingNothingFails() {
        demo.money = Money.NONE;
        assertThat(demo.failures()).containsExactly("nothing was paid");
    }

    @Test
    void eachRelayMustHaveReceivedWhatTheLedgerSays() {
        demo.books.set(1, Samples.book(1, 999, Samples.receipt(1, 999, true)));
        assertThat(demo.failures()).containsExactly("relay1 received 999 msat, but the ledger says 1000");
    }

    @Test
    void aPreimageThatProvesNothingFails() {
        demo.books.set(1, Samples.book(1, 1000, Samples.receipt(1, 1000, false)));
        assertThat(demo.failures()).containsExactly("of 1 payments to relay1, only 0 are proven by a preimage");
    }

    @Test
    void aHashThatTheRelayDoesNotKnowFails() {
        demo.books.set(1, Samples.book(1, 1000, Samples.receipt(1, 0, true)));
        assertThat(demo.failures()).containsExactly("of 1 payments to relay1, only 0 are proven by a preimage");
    }

    @Test
    void aDemoWithoutBooksFails() {
        demo.books.clear();
        assertThat(demo.failures()).containsExactly("no relay was paid");
    }

    @Test
    void failedDownloadsFailAndRetriedOnesDoNot() {
        demo.downloads = new TrafficTotals(20, 1, 0, 5);
        assertThat(demo.failures()).isEmpty();
        demo.downloads = new TrafficTotals(20, 1, 2, 5);
        assertThat(demo.failures()).containsExactly("2 downloads failed for good");
        demo.downloads = TrafficTotals.NONE;
        assertThat(demo.failures()).containsExactly("nothing was downloaded");
    }

    @Test
    void eltorRelaysMustReceiveTheIdsOfEveryCircuit() {
        demo.mode = TorMode.ELTOR;
        assertThat(demo.failures()).containsExactly("relays received 0 payment ids over tor, not 60");
        demo.audits.replaceAll(audit -> new RelayAudit(audit.relay(), audit.nickname(), 5, 0, 0, 10));
        assertThat(demo.failures()).isEmpty();
    }

    @Test
    void aKilledCircuitMustBeReplaced() {
        demo.kill(Kill.Target.EXIT, Map.of(FIRST, PRIMARY));
        assertThat(demo.failures()).containsExactly("PRIMARY circuit 1 was not replaced");
        demo.circuits.add(Samples.circuit(3, 0, CircuitState.CLOSED, 0, 0, Optional.empty()));
        assertThat(demo.failures()).containsExactly("PRIMARY circuit 1 was not replaced");
        demo.circuits.add(Samples.circuit(4, 0));
        assertThat(demo.failures()).isEmpty();
    }

    @Test
    void aReplacementOfAnotherRoleIsNone() {
        demo.kill(Kill.Target.EXIT, Map.of(FIRST, PRIMARY));
        demo.circuits.add(Samples.circuit(3, 1));
        assertThat(demo.failures()).containsExactly("PRIMARY circuit 1 was not replaced");
    }

    @Test
    void bothKilledMeansBothReplaced() {
        demo.kill(Kill.Target.BOTH, Map.of(FIRST, PRIMARY, SECOND, BACKUP));
        demo.circuits.add(Samples.circuit(3, 0));
        assertThat(demo.failures()).containsExactly("BACKUP circuit 2 was not replaced");
        demo.circuits.add(Samples.circuit(4, 1));
        assertThat(demo.failures()).isEmpty();
    }

    @Test
    void everyFailoverMustHaveItsReason() {
        demo.kill(Kill.Target.GUARD, Map.of(FIRST, PRIMARY));
        demo.circuits.add(Samples.circuit(3, 0));
        demo.failovers = 2;
        assertThat(demo.failures()).containsExactly("2 failovers were counted, not 1, one for each circuit hit");
    }

    @Test
    void aKillThatHitNothingFails() {
        demo.kill(Kill.Target.EXIT, Map.of());
        assertThat(demo.failures()).containsExactly("no relay was killed");
    }

    @Test
    void withAKillPaymentsMayBeCancelled() {
        demo.kill(Kill.Target.EXIT, Map.of(FIRST, PRIMARY));
        demo.circuits.add(Samples.circuit(3, 0));
        demo.rounds.set(4, Samples.round(5, 1, "cancelled"));
        assertThat(demo.failures()).isEmpty();
    }
}
