package org.eltor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.PaidHop;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.api.tor.TorMode;
import org.junit.jupiter.api.Test;

class ScriptedEltorTest {
    private static final String IDS = "ab".repeat(384);

    private final SteppedExecutor executor = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.eltor(executor);
    private final List<Fingerprint> relays = tor.addRelays(12);
    private final TorControl control = tor.control();
    private final TorListener listener = new TorListener(executor, control, "CIRC", "STREAM", "STATUS_CLIENT");

    private List<PaidHop> hops(int... path) {
        return Arrays.stream(path)
                .mapToObj(i -> new PaidHop(relays.get(i), IDS))
                .toList();
    }

    @Test
    void buildsPaidCircuitsAndTellsEachRelayItsIds() {
        CircuitId id = listener.answer(control.extendPaidCircuit(hops(0, 1, 2)));
        executor.advance(Duration.ofMillis(120));

        assertThat(listener.heard())
                .startsWith(
                        "CIRC 1 LAUNCHED 0",
                        "CIRC 1 EXTENDED 1",
                        "CIRC 1 EXTENDED 2",
                        "CIRC 1 EXTENDED 3",
                        "CIRC 1 BUILT 3");
        assertThat(tor.payloads(id))
                .containsOnlyKeys(relays.subList(0, 3))
                .allSatisfy((relay, ids) -> assertThat(ids).isEqualTo(IDS));
        assertThat(tor.commands())
                .filteredOn(command -> command.keyword().equals("+EXTENDPAIDCIRCUIT"))
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.line()).isEqualTo("+EXTENDPAIDCIRCUIT 0");
                    assertThat(command.body()).hasSize(3).first().isEqualTo(relays.get(0) + " " + IDS);
                });
    }

    @Test
    void staysAt95PercentUntilTheFirstPaidCircuit() {
        assertThat(control.info().mode()).isEqualTo(TorMode.ELTOR);
        assertThat(listener.answer(control.getInfo("status/bootstrap-phase")))
                .isEqualTo("NOTICE BOOTSTRAP PROGRESS=95 TAG=circuit_create SUMMARY=\"Establishing a Tor circuit\"");
        executor.advance(Duration.ofMinutes(5));
        assertThat(listener.heard()).isEmpty();

        listener.answer(control.extendPaidCircuit(hops(0, 1, 2)));
        executor.advance(Duration.ofSeconds(1));

        assertThat(listener.heard()).endsWith("CIRC 1 BUILT 3", "StatusEvent", "StatusEvent");
        assertThat(listener.answer(control.getInfo("status/bootstrap-phase")))
                .isEqualTo("NOTICE BOOTSTRAP PROGRESS=100 TAG=done SUMMARY=\"Done\"");
    }

    @Test
    void keepsTryingInVainUntilTheFirstPaidCircuit() {
        tor.launchInVain(Duration.ofMillis(68));
        executor.advance(Duration.ofSeconds(20));
        assertThat(listener.heard())
                .filteredOn(event -> event.contains("FAILED 1 DESTROYED/TORPROTOCOL"))
                .hasSizeBetween(290, 296);

        listener.answer(control.extendPaidCircuit(hops(0, 1, 2)));
        executor.advance(Duration.ofSeconds(1));
        listener.events.clear();
        executor.advance(Duration.ofSeconds(20));
        assertThat(listener.heard()).isEmpty();
    }

    @Test
    void failsOrdinaryCircuitsBeyondOneHop() {
        listener.answer(control.extendCircuit(relays.subList(0, 3)));
        listener.answer(control.extendCircuit(relays.subList(0, 1)));
        executor.advance(Duration.ofSeconds(1));

        assertThat(listener.heard())
                .contains("CIRC 1 FAILED 1 DESTROYED/TORPROTOCOL", "CIRC 2 BUILT 1")
                .doesNotContain("StatusEvent");
    }

    @Test
    void knowsThePaymentOptions() {
        assertThat(listener.answer(control.getConf(Set.of("PaymentCircuitMaxFee"))))
                .isEqualTo(Map.of("PaymentCircuitMaxFee", List.of()));
        tor.torrc("PaymentCircuitMaxFee", "20000");
        tor.torrc("PaymentLightningNodeConfig", "type=cln url=https://127.0.0.1:3010 default=true", "type=phoenixd");
        assertThat(listener.answer(control.getConf(Set.of("PaymentCircuitMaxFee", "PaymentLightningNodeConfig"))))
                .containsEntry("PaymentCircuitMaxFee", List.of("20000"))
                .containsEntry(
                        "PaymentLightningNodeConfig",
                        List.of("type=cln url=https://127.0.0.1:3010 default=true", "type=phoenixd"));
    }

    @Test
    void diesSoonAfterNamingAnUnknownRelay() {
        tor.forgetRelay(relays.get(2));
        listener.answer(control.extendPaidCircuit(hops(0, 1, 3)));
        executor.advance(Duration.ofSeconds(1));

        TorException refusal = listener.refusal(control.extendPaidCircuit(hops(0, 1, 2)));
        assertThat(refusal)
                .hasMessage("No such router \"" + relays.get(2) + "\"")
                .returns(552, TorException::code);
        assertThat(tor.isAlive()).isTrue();
        executor.advance(Duration.ofMillis(1300));

        assertThat(tor.isAlive()).isFalse();
        assertThat(listener.refusal(control.getInfo("version")))
                .returns(Failure.CONNECTION_LOST, TorException::failure);
        tor.restart();
        TorListener again = new TorListener(executor, tor.control(), "CIRC");
        assertThat(tor.liveCircuits()).isEmpty();
        executor.advance(Duration.ofMinutes(1));
        assertThat(again.heard()).isEmpty();
    }

    @Test
    void attachesStreamsToThePaidCircuitByItself() {
        tor.openStream("a.example", 80, Map.of());
        executor.advance(Duration.ofSeconds(1));
        assertThat(listener.heard()).containsExactly("STREAM 13 NEW 0");

        listener.answer(control.extendPaidCircuit(hops(0, 1, 2)));
        executor.advance(Duration.ofSeconds(1));

        assertThat(listener.heard()).endsWith("STREAM 13 SENTCONNECT 1", "STREAM 13 REMAP 1", "STREAM 13 SUCCEEDED 1");
    }

    @Test
    void stockTorDoesNotKnowTheCommand() {
        ScriptedTor stock = ScriptedTor.stock(executor);
        List<PaidHop> hops = List.of(new PaidHop(stock.addRelays(1).get(0), IDS));

        TorException refusal = listener.refusal(stock.control().extendPaidCircuit(hops));

        assertThat(refusal)
                .hasMessage("Unrecognized command \"+EXTENDPAIDCIRCUIT\"")
                .returns(510, TorException::code);
    }

    @Test
    void leavesOtherStreamsAloneWhenHandedBack() {
        listener.answer(control.setConf(Map.of("__LeaveStreamsUnattached", "1")));
        tor.openStream("abc.onion", 80, Map.of());
        listener.answer(control.attachStream(tor.liveStreams().get(0), Optional.empty()));
        executor.advance(Duration.ofSeconds(119));
        assertThat(tor.liveStreams()).hasSize(1);
    }
}
