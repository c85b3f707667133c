package org.eltor.devnet.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.Fingerprint;
import org.eltor.testkit.ScriptedTor;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.Test;

/** The auditors of a stock network, on a scripted tor and virtual time, with intervals of 6 s. */
class AuditsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(6);

    private final SteppedExecutor time = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.stock(time);
    private final List<Fingerprint> relays = tor.addRelays(3);
    private final InMemoryReceiver wallet = new InMemoryReceiver();
    private final List<Handover> payer = new ArrayList<>();
    private final Audits audits = new Audits(
            target -> CompletableFuture.completedStage(tor.connect()),
            wallet,
            () -> CompletableFuture.completedStage(List.copyOf(payer)),
            relays.stream().map(this::audited).toList(),
            new AuditSchedule(INTERVAL),
            new AuditLoop(time, time.clock()));

    private AuditedRelay audited(Fingerprint relay) {
        return new AuditedRelay(relay, "relay", payee(relay), MilliSatoshi.of(InMemoryReceiver.AMOUNT), target());
    }

    private Payee payee(Fingerprint relay) {
        return wallet.openAccount(relay.hex().toLowerCase(java.util.Locale.ROOT));
    }

    private static ControlTarget target() {
        return new ControlTarget("unix:/nowhere", Optional.empty(), Optional.empty());
    }

    private void open() {
        CompletableFuture<Void> opened = audits.open(target()).toCompletableFuture();
        time.advance(Duration.ofSeconds(1));
        assertThat(opened).isCompleted();
    }

    /** A circuit of the client; the payer knows of it when it is launched. */
    private CircuitId launch() {
        CompletableFuture<CircuitId> circuit =
                tor.control().extendCircuit(relays).toCompletableFuture();
        time.runUntil(circuit::isDone, Duration.ofSeconds(1));
        return circuit.join();
    }

    private CircuitId launchPaid() {
        CircuitId circuit = launch();
        for (int hop = 0; hop < relays.size(); hop++) {
            payer.add(new Handover(circuit, relays.get(hop), Ids.of(hop)));
        }
        return circuit;
    }

    private void pay(int hop, int interval) {
        wallet.pay(payee(relays.get(hop)), Ids.of(hop).get(interval - 1));
    }

    private void pass(Duration duration) {
        time.advance(duration);
        assertThat(time.failures()).isEmpty();
    }

    private List<Integer> counts(int hop) {
        RelayAudit audit = audits.reports().get(hop);
        return List.of(audit.expected(), audit.onTime(), audit.late(), audit.missed());
    }

    @Test
    void aPaidCircuitLives() {
        open();
        CircuitId circuit = launchPaid();
        for (int interval = 1; interval <= 3; interval++) {
            for (int hop = 0; hop < 3; hop++) {
                pay(hop, interval);
            }
            pass(INTERVAL);
        }
        assertThat(tor.liveCircuits()).containsExactly(circuit);
        assertThat(counts(0)).containsExactly(3, 3, 0, 0);
        assertThat(counts(2)).containsExactly(3, 3, 0, 0);
    }

    @Test
    void anUnpaidCircuitIsEndedAfterItsFirstInterval() {
        open();
        CircuitId circuit = launchPaid();
        pass(INTERVAL.minusMillis(200));
        assertThat(tor.liveCircuits()).containsExactly(circuit);
        pass(Duration.ofSeconds(1));
        assertThat(tor.liveCircuits()).isEmpty();
        assertThat(tor.commandLines("CLOSECIRCUIT")).contains("CLOSECIRCUIT " + circuit);
        assertThat(counts(0)).containsExactly(1, 0, 0, 1);
    }

    @Test
    void oneUnpaidRelayEndsTheCircuitAndTheOthersCountNoMore() {
        open();
        launchPaid();
        pay(0, 1);
        pay(2, 1);
        pass(INTERVAL.multipliedBy(3));
        assertThat(tor.liveCircuits()).isEmpty();
        assertThat(counts(0)).containsExactly(1, 1, 0, 0);
        assertThat(counts(1)).containsExactly(1, 0, 0, 1);
        assertThat(counts(2)).containsExactly(1, 1, 0, 0);
    }

    @Test
    void whatIsOpenWhenACircuitClosesIsNotCounted() {
        open();
        CircuitId circuit = launchPaid();
        pass(INTERVAL.dividedBy(2));
        tor.closeCircuit(circuit, "DESTROYED", "CHANNEL_CLOSED");
        pass(INTERVAL.multipliedBy(3));
        assertThat(counts(0)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void circuitsThatThePayerDoesNotKnowAreLeftAlone() {
        open();
        CircuitId circuit = launch();
        pass(INTERVAL.multipliedBy(12));
        assertThat(tor.liveCircuits()).containsExactly(circuit);
        assertThat(counts(0)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void thePaymentHashCountsAsTheNoteDoes() {
        open();
        launchPaid();
        for (int hop = 0; hop < 3; hop++) {
            wallet.pay(payee(relays.get(hop)), "another note", Ids.of(hop).get(0));
        }
        pass(INTERVAL);
        assertThat(counts(1)).containsExactly(1, 1, 0, 0);
    }

    @Test
    void tooLittleIsNotEnough() {
        open();
        launchPaid();
        pay(0, 1);
        pay(1, 1);
        wallet.pay(payee(relays.get(2)), Ids.of(2).get(0), MilliSatoshi.of(InMemoryReceiver.AMOUNT - 1));
        pass(INTERVAL.plusSeconds(1));
        assertThat(counts(1)).containsExactly(1, 1, 0, 0);
        assertThat(counts(2)).containsExactly(1, 0, 0, 1);
        assertThat(tor.liveCircuits()).isEmpty();
    }
}
