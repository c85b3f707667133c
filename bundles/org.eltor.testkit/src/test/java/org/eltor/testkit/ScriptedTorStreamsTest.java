package org.eltor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.StreamEvent;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptedTorStreamsTest {
    private final SteppedExecutor executor = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.stock(executor);
    private final List<Fingerprint> relays = tor.addRelays(6);
    private final TorControl control = tor.control();
    private final TorListener listener = new TorListener(executor, control, "STREAM");

    @BeforeEach
    void leaveStreamsToTheController() {
        listener.answer(control.setConf(Map.of("__LeaveStreamsUnattached", "1")));
    }

    private CircuitId build(int... path) {
        CircuitId id = listener.answer(
                control.extendCircuit(Arrays.stream(path).mapToObj(relays::get).toList()));
        executor.advance(Duration.ofSeconds(1));
        return id;
    }

    private TorException attach(String stream, String circuit) {
        return listener.refusal(control.attachStream(new StreamId(stream), Optional.of(new CircuitId(circuit))));
    }

    private void attach(StreamId stream, CircuitId circuit) {
        listener.answer(control.attachStream(stream, Optional.of(circuit)));
    }

    @Test
    void newStreamsWaitForTheController() {
        tor.openStream("a.example", 443, Map.of("SOCKS_USERNAME", "acct1", "SOCKS_PASSWORD", "pw:x"));
        executor.runUntilIdle();

        assertThat(listener.events.get(0)).isInstanceOfSatisfying(StreamEvent.class, event -> {
            assertThat(event.targetHost()).isEqualTo("a.example");
            assertThat(event.targetPort()).isEqualTo(443);
            assertThat(event.arguments())
                    .containsEntry("PURPOSE", "USER")
                    .containsEntry("SOCKS_USERNAME", "acct1")
                    .containsEntry("CLIENT_PROTOCOL", "SOCKS5")
                    .containsEntry("NYM_EPOCH", "0")
                    .containsEntry("ISO_FIELDS", "SOCKS_USERNAME,SOCKS_PASSWORD,CLIENTADDR,SESSION_GROUP,NYM_EPOCH");
        });
        assertThat(listener.heard()).containsExactly("STREAM 13 NEW 0", "STREAM 13 CONTROLLER_WAIT 0");
    }

    @Test
    void connectsOnTheCircuitNamed() {
        CircuitId circuit = build(0, 1, 2);
        StreamId stream = tor.openStream("a.example", 443, Map.of());
        attach(stream, circuit);
        executor.advance(Duration.ofMillis(5));

        assertThat(((StreamEvent) listener.events.get(4)).targetHost()).isEqualTo("192.0.2.7");
        assertThat(listener.heard())
                .containsExactly(
                        "STREAM 13 NEW 0",
                        "STREAM 13 CONTROLLER_WAIT 0",
                        "STREAM 13 SENTCONNECT 1",
                        "STREAM 13 REMAP 1",
                        "STREAM 13 SUCCEEDED 1");
        assertThat(tor.circuitOf(stream)).contains(circuit);
        tor.endStream(stream);
        executor.runUntilIdle();
        assertThat(listener.heard()).containsExactly("STREAM 13 CLOSED 1 END/DONE");
        assertThat(tor.commandLines("ATTACHSTREAM")).containsExactly("ATTACHSTREAM 13 1");
    }

    @Test
    void refusesAttachmentsWithTheWordsOfTor() {
        build(0, 1, 2);
        build(0);
        listener.answer(control.extendCircuit(relays.subList(0, 3)));
        StreamId stream = tor.openStream("a.example", 443, Map.of());
        executor.runUntilIdle();

        assertThat(attach("9999", "1")).hasMessage("Unknown stream \"9999\"").returns(552, TorException::code);
        assertThat(attach("13", "999")).hasMessage("Unknown circuit \"999\"").returns(552, TorException::code);
        assertThat(attach("13", "3"))
                .hasMessage("Can't attach stream to non-open origin circuit")
                .returns(551, TorException::code);
        assertThat(attach("13", "2"))
                .hasMessage("Can't attach stream to this one-hop circuit.")
                .returns(551, TorException::code);

        attach(stream, new CircuitId("1"));
        executor.advance(Duration.ofMillis(5));
        assertThat(attach("13", "1"))
                .hasMessage("Connection is not managed by controller.")
                .returns(555, TorException::code);
    }

    @Test
    void refusesOnionTargetsOnAChosenCircuitAndEndsThem() {
        build(0, 1, 2);
        tor.openStream("abc.onion", 80, Map.of());
        executor.runUntilIdle();
        listener.events.clear();

        assertThat(attach("13", "1")).hasMessage("Unable to attach stream").returns(551, TorException::code);
        assertThat(((StreamEvent) listener.events.get(0)).targetHost()).isEqualTo("abc");
        assertThat(listener.heard())
                .containsExactly("STREAM 13 FAILED 0 TORPROTOCOL", "STREAM 13 CLOSED 0 TORPROTOCOL");
    }

    @Test
    void handsOnionTargetsToTor() {
        StreamId stream = tor.openStream("abc.onion", 80, Map.of());
        listener.answer(control.attachStream(stream, Optional.empty()));

        executor.advance(Duration.ofSeconds(1));

        assertThat(listener.heard()).endsWith("STREAM 13 SENTCONNECT 1", "STREAM 13 SUCCEEDED 1");
    }

    @Test
    void movesAStreamThatHasNoAnswerYet() {
        CircuitId first = build(0, 1, 2);
        CircuitId second = build(3, 4, 5);
        tor.streamBehaviour(StreamBehaviour.waitsForTest());
        StreamId stream = tor.openStream("a.example", 443, Map.of());
        attach(stream, first);
        attach(stream, second);
        tor.closeCircuit(first, "DESTROYED", "DESTROYED");
        tor.succeedStream(stream);
        executor.runUntilIdle();

        assertThat(listener.heard())
                .endsWith(
                        "STREAM 13 SENTCONNECT 1",
                        "STREAM 13 SENTCONNECT 2",
                        "STREAM 13 REMAP 2",
                        "STREAM 13 SUCCEEDED 2");
    }

    @Test
    void endsStreamsWithTheirCircuit() {
        CircuitId circuit = build(0, 1, 2);
        attach(tor.openStream("a.example", 443, Map.of()), circuit);
        executor.advance(Duration.ofSeconds(1));
        tor.streamBehaviour(StreamBehaviour.waitsForTest());
        attach(tor.openStream("b.example", 443, Map.of()), circuit);
        listener.events.clear();

        listener.answer(control.closeCircuit(circuit));

        assertThat(listener.heard()).containsExactly("STREAM 13 CLOSED 1 DESTROY", "STREAM 14 CLOSED 1 DESTROY");
        assertThat(tor.liveStreams()).isEmpty();
    }

    @Test
    void detachesFromASilentCircuit() {
        CircuitId circuit = build(0, 1, 2);
        tor.stallRelay(relays.get(2));
        attach(tor.openStream("a.example", 443, Map.of()), circuit);
        executor.advance(Duration.ofMillis(10_399));
        listener.events.clear();

        executor.advance(Duration.ofMillis(1));

        assertThat(listener.heard()).containsExactly("STREAM 13 DETACHED 1 TIMEOUT", "STREAM 13 CONTROLLER_WAIT 1");
        assertThat(tor.circuitOf(new StreamId("13"))).isEmpty();
    }

    @Test
    void detachesTwiceAndGivesUpAtTheThirdExit() {
        tor.streamBehaviour("a.example", StreamBehaviour.detaches(Duration.ofMillis(5), "END", "MISC"));
        StreamId stream = tor.openStream("a.example", 9, Map.of());
        for (int i = 0; i < 3; i++) {
            attach(stream, build(0, 1, 2 + i));
            executor.advance(Duration.ofMillis(5));
        }

        assertThat(listener.heard())
                .containsSubsequence(
                        "STREAM 13 DETACHED 1 END/MISC",
                        "STREAM 13 CONTROLLER_WAIT 1",
                        "STREAM 13 DETACHED 2 END/MISC",
                        "STREAM 13 CONTROLLER_WAIT 2",
                        "STREAM 13 FAILED 3 END/MISC",
                        "STREAM 13 CLOSED 3 END/MISC");
    }

    @Test
    void failsWhatIsRefused() {
        tor.streamBehaviour(StreamBehaviour.refuses(Duration.ofMillis(5)));
        attach(tor.openStream("a.example", 9, Map.of()), build(0, 1, 2));
        executor.advance(Duration.ofMillis(5));

        assertThat(listener.heard())
                .endsWith("STREAM 13 FAILED 1 END/CONNECTREFUSED", "STREAM 13 CLOSED 1 END/CONNECTREFUSED");
    }

    @Test
    void endsStreamsThatWaitTooLong() {
        tor.openStream("a.example", 443, Map.of());
        executor.advance(Duration.ofSeconds(119));
        assertThat(tor.liveStreams()).hasSize(1);
        executor.advance(Duration.ofSeconds(1));
        assertThat(listener.heard()).endsWith("STREAM 13 FAILED 0 TIMEOUT", "STREAM 13 CLOSED 0 TIMEOUT");

        listener.answer(control.setConf(Map.of("SocksTimeout", "10")));
        tor.openStream("a.example", 443, Map.of());
        executor.advance(Duration.ofSeconds(10));
        assertThat(listener.heard()).endsWith("STREAM 14 CLOSED 0 TIMEOUT");
    }

    @Test
    void letsTorChooseWhenAskedOrNotTold() {
        StreamId stream = tor.openStream("a.example", 443, Map.of());
        listener.answer(control.attachStream(stream, Optional.empty()));
        assertThat(attach("13", "1")).returns(555, TorException::code);
        executor.advance(Duration.ofSeconds(1));
        assertThat(listener.heard()).endsWith("STREAM 13 SENTCONNECT 1", "STREAM 13 REMAP 1", "STREAM 13 SUCCEEDED 1");

        listener.answer(control.resetConf(Set.of("__LeaveStreamsUnattached")));
        tor.openStream("b.example", 443, Map.of());
        executor.runUntilIdle();
        assertThat(listener.heard()).containsExactly("STREAM 14 NEW 0", "STREAM 14 SENTCONNECT 1");
    }

    @Test
    void doesNotFreeWaitingStreamsByTheOptionAlone() {
        StreamId stream = tor.openStream("a.example", 443, Map.of());
        listener.answer(control.resetConf(Set.of("__LeaveStreamsUnattached", "SocksTimeout")));
        executor.advance(Duration.ofSeconds(2));
        assertThat(tor.circuitOf(stream)).isEmpty();

        listener.answer(control.attachStream(stream, Optional.empty()));
        executor.advance(Duration.ofSeconds(2));
        assertThat(tor.circuitOf(stream)).isPresent();
    }

    @Test
    void resolvesOnTheCircuitNamed() {
        StreamId stream = tor.openResolve("a.example");
        attach(stream, build(0, 1, 2));
        executor.advance(Duration.ofMillis(5));

        assertThat(listener.heard())
                .containsExactly(
                        "STREAM 13 NEWRESOLVE 0",
                        "STREAM 13 CONTROLLER_WAIT 0",
                        "STREAM 13 SENTRESOLVE 1",
                        "STREAM 13 REMAP 1",
                        "STREAM 13 SUCCEEDED 1",
                        "STREAM 13 CLOSED 1 DONE");
    }

    @Test
    void closesOnCommandAndWhenTheApplicationLeaves() {
        StreamId stream = tor.openStream("a.example", 443, Map.of());
        listener.answer(control.closeStream(stream));
        tor.abandonStream(tor.openStream("a.example", 443, Map.of()));
        executor.runUntilIdle();

        assertThat(listener.heard())
                .contains("STREAM 13 FAILED 0 MISC", "STREAM 13 CLOSED 0 MISC", "STREAM 14 CLOSED 0 DONE");
        listener.answer(control.closeStream(stream)); // gone already: success
    }

    @Test
    void namesTheFirstStreamsCredentialsInItsCircuitsEvents() {
        TorListener circuits = new TorListener(executor, control, "CIRC");
        CircuitId circuit = build(0, 1, 2);
        attach(tor.openStream("a.example", 443, Map.of("SOCKS_USERNAME", "acct1", "SOCKS_PASSWORD", "pw:x")), circuit);
        listener.answer(control.closeCircuit(circuit));

        assertThat(circuits.events)
                .last()
                .isInstanceOfSatisfying(
                        CircuitEvent.class,
                        event -> assertThat(event.arguments())
                                .containsEntry("SOCKS_USERNAME", "acct1")
                                .containsEntry("SOCKS_PASSWORD", "pw:x"));
    }
}
