package org.eltor.devnet.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.CircuitStatus;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.Fingerprint;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.Test;

/** What elTor relays do with the ids that their tor delivers, with intervals of 60 s. */
class EltorAuditTest {

    private static final Fingerprint RELAY = new Fingerprint("A".repeat(40));
    private static final CircuitId CIRCUIT = new CircuitId("5");
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    private final SteppedExecutor time = new SteppedExecutor();
    private final AuditLoop loop = new AuditLoop(time, time.clock());
    private final InMemoryReceiver wallet = new InMemoryReceiver();
    private final Payee payee = wallet.openAccount("relay");
    private final RelayAuditor auditor = new RelayAuditor(
            new AuditedRelay(
                    RELAY,
                    "relay",
                    payee,
                    MilliSatoshi.of(InMemoryReceiver.AMOUNT),
                    new ControlTarget("unix:/nowhere", Optional.empty(), Optional.empty())),
            new AuditSchedule(INTERVAL),
            wallet,
            loop);
    private final List<CircuitId> endedAtClient = new ArrayList<>();
    private final List<Long> tornDown = new ArrayList<>();
    private final EltorAudit audit = new EltorAudit(loop, INTERVAL.dividedBy(2), endedAtClient::add);

    private void receive(OptionalLong number) {
        audit.idsReceived(auditor, new IdsEvent(number, Ids.of(1)), tornDown::add);
    }

    private void tellCircuit() {
        audit.handedOver(List.of(new Handover(CIRCUIT, RELAY, Ids.of(1))));
    }

    private void closeAtClient() {
        audit.circuitEvent(new CircuitEvent(
                CIRCUIT, CircuitStatus.CLOSED, List.of(), "", Optional.of("DESTROYED"), Optional.empty(), Map.of()));
    }

    private void pass(Duration duration) {
        time.advance(duration);
        assertThat(time.failures()).isEmpty();
    }

    @Test
    void anUnpaidCircuitIsTornDownByItsNumberAtTheRelay() {
        receive(OptionalLong.of(4197744070L));
        pass(INTERVAL);
        assertThat(tornDown).containsExactly(4197744070L);
        assertThat(endedAtClient).isEmpty();
        assertThat(auditor.report().missed()).isEqualTo(1);
        assertThat(auditor.report().idsReceived()).isEqualTo(10);
    }

    @Test
    void anOlderRelayHasItEndedAtTheClient() {
        receive(OptionalLong.empty());
        tellCircuit();
        pass(INTERVAL);
        assertThat(tornDown).isEmpty();
        assertThat(endedAtClient).containsExactly(CIRCUIT);
    }

    @Test
    void aPaidCircuitLives() {
        Ids.of(1).forEach(id -> wallet.pay(payee, id));
        receive(OptionalLong.of(1));
        pass(INTERVAL.multipliedBy(10));
        assertThat(tornDown).isEmpty();
        assertThat(auditor.report().onTime()).isEqualTo(10);
    }

    @Test
    void aWatchEndsWithItsCircuit() {
        receive(OptionalLong.of(1));
        tellCircuit();
        pass(INTERVAL.dividedBy(2));
        closeAtClient();
        pass(INTERVAL.multipliedBy(2));
        assertThat(tornDown).isEmpty();
        assertThat(auditor.report().expected()).isZero();
    }

    @Test
    void aCircuitThatEndedBeforeItWasKnownIsNotWatched() {
        receive(OptionalLong.of(1));
        closeAtClient();
        tellCircuit();
        pass(INTERVAL.multipliedBy(2));
        assertThat(auditor.report().expected()).isZero();
    }

    @Test
    void thePayerIsAskedUntilTheCircuitIsKnown() {
        assertThat(audit.wantsHandover()).isFalse();
        receive(OptionalLong.of(1));
        assertThat(audit.wantsHandover()).isTrue();
        audit.handedOver(List.of(new Handover(CIRCUIT, RELAY, Ids.of(2))));
        assertThat(audit.wantsHandover()).isTrue();
        tellCircuit();
        assertThat(audit.wantsHandover()).isFalse();
    }

    @Test
    void thePayerIsNotAskedForEver() {
        receive(OptionalLong.of(1));
        pass(INTERVAL.dividedBy(2));
        assertThat(audit.wantsHandover()).isFalse();
    }
}
