package org.eltor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.tor.CircuitBandwidthEvent;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorMode;
import org.junit.jupiter.api.Test;

class ScriptedTorCircuitsTest {
    private final SteppedExecutor executor = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.stock(executor);
    private final List<Fingerprint> relays = tor.addRelays(6);
    private final TorControl control = tor.control();
    private final TorListener listener = new TorListener(executor, control, "CIRC", "CIRC_BW", "ORCONN", "STREAM");

    private CircuitId build(int... path) {
        CircuitId id = listener.answer(control.extendCircuit(path(path)));
        executor.advance(Duration.ofSeconds(1));
        listener.events.clear();
        return id;
    }

    private List<Fingerprint> path(int... path) {
        return Arrays.stream(path).mapToObj(relays::get).toList();
    }

    @Test
    void buildsHopByHop() {
        CircuitId id = listener.answer(control.extendCircuit(path(0, 1, 2)));
        executor.advance(Duration.ofMillis(119));
        assertThat(listener.heard()).containsExactly("CIRC 1 LAUNCHED 0", "CIRC 1 EXTENDED 1", "CIRC 1 EXTENDED 2");

        executor.advance(Duration.ofMillis(1));
        assertThat(listener.events).last().satisfies(event -> {
            CircuitEvent built = (CircuitEvent) event;
            assertThat(built.path()).isEqualTo(path(0, 1, 2));
            assertThat(built.purpose()).isEqualTo("CONTROLLER");
            assertThat(built.arguments()).containsEntry("TIME_CREATED", "2026-01-01T00:00:00.000000");
        });
        assertThat(listener.heard()).containsExactly("CIRC 1 EXTENDED 3", "CIRC 1 BUILT 3");
        assertThat(tor.commandLines("EXTENDCIRCUIT"))
                .containsExactly("EXTENDCIRCUIT 0 " + relays.get(0) + "," + relays.get(1) + "," + relays.get(2)
                        + " purpose=controller");
        assertThat(tor.liveCircuits()).containsExactly(id);
    }

    @Test
    void waitsForTheGuardWhenAsked() {
        tor.guardWait(Duration.ofSeconds(2));
        listener.answer(control.extendCircuit(path(0, 1, 2)));

        executor.advance(Duration.ofSeconds(1));
        assertThat(listener.heard()).last().isEqualTo("CIRC 1 GUARD_WAIT 3");
        executor.advance(Duration.ofMillis(1120));
        assertThat(listener.heard()).containsExactly("CIRC 1 BUILT 3");
    }

    @Test
    void answersBeforeTheEventsUnlessTold() {
        control.extendCircuit(path(0, 1, 2))
                .thenRun(() -> assertThat(listener.events).isEmpty());
        executor.runUntilIdle();
        listener.events.clear();

        tor.eventsBeforeReply(true);
        control.extendCircuit(path(0, 1, 2))
                .thenRun(() -> assertThat(listener.events).hasSize(1));
        executor.runUntilIdle();
        assertThat(listener.heard()).containsExactly("CIRC 2 LAUNCHED 0");
    }

    @Test
    void refusesUnknownRelaysAndThoseWithoutDescriptor() {
        Fingerprint unknown = new Fingerprint("F".repeat(40));
        TorException refusal = listener.refusal(control.extendCircuit(List.of(unknown)));
        assertThat(refusal.code()).isEqualTo(552);
        assertThat(refusal).hasMessage("No such router \"$" + "F".repeat(40) + "\"");

        tor.addRelay(ScriptedRelay.named(relays.get(0), "relay0").withoutDescriptor());
        assertThat(listener.refusal(control.extendCircuit(path(1, 0, 2))))
                .hasMessage("No descriptor for \"" + relays.get(0) + "\"");

        tor.relayBehaviour(relays.get(3), RelayBehaviour.refuses(551, "Couldn't start circuit"));
        assertThat(listener.refusal(control.extendCircuit(path(3, 1, 2))))
                .hasMessage("Couldn't start circuit")
                .extracting(TorException::code)
                .isEqualTo(551);
        assertThat(listener.heard()).isEmpty();
    }

    @Test
    void failsWhereARelayFails() {
        tor.relayBehaviour(relays.get(1), RelayBehaviour.fails("DESTROYED", "CONNECTFAILED"));
        listener.answer(control.extendCircuit(path(0, 1, 2)));

        executor.advance(Duration.ofSeconds(1));

        assertThat(listener.heard())
                .containsExactly("CIRC 1 LAUNCHED 0", "CIRC 1 EXTENDED 1", "CIRC 1 FAILED 1 DESTROYED/CONNECTFAILED");
        assertThat(tor.liveCircuits()).isEmpty();
    }

    @Test
    void hangsWhereARelayHangs() {
        tor.relayBehaviour(relays.get(1), RelayBehaviour.hangs());
        listener.answer(control.extendCircuit(path(0, 1, 2)));
        listener.answer(control.extendCircuit(path(1, 0, 2)));
        executor.advance(Duration.ofSeconds(59));
        listener.events.clear();

        executor.advance(Duration.ofMinutes(10));

        assertThat(listener.heard()).containsExactly("CIRC 1 FAILED 1 TIMEOUT");
    }

    @Test
    void acceptsARepeatedHopAndFailsThen() {
        listener.answer(control.extendCircuit(path(0, 1, 0)));

        executor.advance(Duration.ofSeconds(1));

        assertThat(listener.heard()).last().isEqualTo("CIRC 1 FAILED 2 DESTROYED/DESTROYED");
    }

    @Test
    void losesEveryCircuitThroughAKilledRelay() {
        build(0, 1, 2);
        build(3, 1, 4);
        build(0, 3, 4);

        tor.killRelay(relays.get(1));
        executor.runUntilIdle();

        assertThat(listener.heard())
                .containsExactly(
                        "CIRC 1 CLOSED 3 DESTROYED/CHANNEL_CLOSED", "CIRC 2 CLOSED 3 DESTROYED/CHANNEL_CLOSED");
        listener.answer(control.extendCircuit(path(0, 1, 2)));
        executor.advance(Duration.ofSeconds(1));
        assertThat(listener.heard()).last().isEqualTo("CIRC 4 FAILED 1 DESTROYED/CONNECTFAILED");

        tor.reviveRelay(relays.get(1));
        listener.answer(control.extendCircuit(path(0, 1, 2)));
        executor.advance(Duration.ofSeconds(1));
        assertThat(listener.heard()).last().isEqualTo("CIRC 5 BUILT 3");
    }

    @Test
    void reportsOnlyTheFirstCircuitWhenDestroysAreLost() {
        build(0, 1, 2);
        build(0, 1, 2);
        tor.loseDestroys(Duration.ofSeconds(18));

        tor.killRelay(relays.get(2));
        executor.advance(Duration.ofSeconds(17));
        assertThat(listener.heard()).containsExactly("CIRC 1 CLOSED 3 DESTROYED/DESTROYED");
        executor.advance(Duration.ofSeconds(1));
        assertThat(listener.heard()).containsExactly("CIRC 2 CLOSED 3 DESTROYED/DESTROYED");
    }

    @Test
    void reportsTheOthersAsSoonAsTheirGuardIsUsedAgain() {
        build(0, 1, 2);
        build(0, 1, 2);
        build(3, 1, 2);
        tor.loseDestroys(Duration.ofSeconds(18));
        tor.killRelay(relays.get(1));
        executor.runUntilIdle();
        assertThat(listener.heard())
                .containsExactly(
                        "CIRC 1 CLOSED 3 DESTROYED/CHANNEL_CLOSED", "CIRC 3 CLOSED 3 DESTROYED/CHANNEL_CLOSED");

        listener.answer(control.extendCircuit(path(0, 4, 5)));
        executor.advance(Duration.ofMillis(40));

        assertThat(listener.heard())
                .containsExactly("CIRC 4 LAUNCHED 0", "CIRC 4 EXTENDED 1", "CIRC 2 CLOSED 3 DESTROYED/CHANNEL_CLOSED");
    }

    @Test
    void reportsAllWhenTheGuardDies() {
        build(0, 1, 2);
        build(0, 3, 4);
        tor.loseDestroys(Duration.ofSeconds(18));

        tor.killRelay(relays.get(0));
        executor.runUntilIdle();

        assertThat(listener.heard())
                .containsExactly(
                        "OrConnEvent",
                        "CIRC 1 CLOSED 3 DESTROYED/CHANNEL_CLOSED",
                        "CIRC 2 CLOSED 3 DESTROYED/CHANNEL_CLOSED");
        listener.answer(control.extendCircuit(path(0, 1, 2)));
        executor.advance(Duration.ofSeconds(1));
        assertThat(listener.heard())
                .containsExactly("CIRC 3 LAUNCHED 0", "OrConnEvent", "CIRC 3 FAILED 0 CHANNEL_CLOSED");
    }

    @Test
    void saysNothingWhenARelayStalls() {
        CircuitId id = build(0, 1, 2);
        listener.answer(control.setConf(Map.of("__LeaveStreamsUnattached", "1")));
        listener.answer(control.attachStream(tor.openStream("a.example", 80, Map.of()), Optional.of(id)));
        tor.trafficPerSecond(1000);
        executor.advance(Duration.ofSeconds(2));
        assertThat(listener.heard()).contains("CircuitBandwidthEvent");

        tor.stallRelay(relays.get(1));
        executor.advance(Duration.ofSeconds(40));

        assertThat(listener.heard()).isEmpty();
        assertThat(tor.liveCircuits()).containsExactly(id);
    }

    @Test
    void closesOnCommandAndOnTheTestsWord() {
        CircuitId first = build(0, 1, 2);
        CircuitId second = build(0, 1, 2);

        listener.answer(control.closeCircuit(first));
        tor.closeCircuit(second, "DESTROYED", "DESTROYED");
        executor.runUntilIdle();

        assertThat(listener.heard())
                .containsExactly("CIRC 1 CLOSED 3 REQUESTED", "CIRC 2 CLOSED 3 DESTROYED/DESTROYED");
        listener.answer(control.closeCircuit(first)); // gone already: success
    }

    @Test
    void closesIdleCircuitsThatItThinksAreSpent() {
        CircuitId id = build(0, 1, 2);
        listener.answer(control.setConf(Map.of("__LeaveStreamsUnattached", "1")));
        tor.streamBehaviour(StreamBehaviour.refuses(Duration.ofMillis(5)));
        listener.answer(control.attachStream(tor.openStream("a.example", 9, Map.of()), Optional.of(id)));

        executor.advance(Duration.ofSeconds(31));

        assertThat(listener.heard()).last().isEqualTo("CIRC 1 CLOSED 3 FINISHED");
    }

    @Test
    void keepsSpentCircuitsWhenTheOptionsSaySo() {
        CircuitId id = build(0, 1, 2);
        listener.answer(control.setConf(Map.of(
                "__LeaveStreamsUnattached", "1", "NewCircuitPeriod", "1 day", "MaxCircuitDirtiness", "30 days")));
        tor.streamBehaviour(StreamBehaviour.refuses(Duration.ofMillis(5)));
        listener.answer(control.attachStream(tor.openStream("a.example", 9, Map.of()), Optional.of(id)));

        executor.advance(Duration.ofSeconds(100));

        assertThat(tor.liveCircuits()).containsExactly(id);
    }

    @Test
    void reportsBandwidthAsTold() {
        CircuitId id = build(0, 1, 2);

        tor.bandwidth(id, 2000, 300, 1900, 200);
        executor.runUntilIdle();

        assertThat(listener.events).containsExactly(new CircuitBandwidthEvent(id, 2000, 300, 1900, 200));
    }

    @Test
    void isStockTor() {
        assertThat(control.info().mode()).isEqualTo(TorMode.STOCK);
        assertThat(listener.answer(control.getInfo("version"))).isEqualTo("0.4.9.11");
        assertThat(listener.answer(control.getConf(Set.of("PaymentCircuitMaxFee"))))
                .isEmpty();
        assertThat(listener.refusal(control.setConf(Map.of("PaymentRateMsats", "5"))))
                .hasMessage("Unrecognized option: Unknown option 'PaymentRateMsats'.  Failing.");
        assertThat(listener.refusal(control.teardownCircuit(5))).hasMessage("Unrecognized command \"TEARDOWNCIRCUIT\"");
    }
}
