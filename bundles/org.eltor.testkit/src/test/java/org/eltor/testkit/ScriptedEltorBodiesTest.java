package org.eltor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies of EXTENDPAIDCIRCUIT that no client of ours sends, and what they do to the daemon. */
class ScriptedEltorBodiesTest {
    private static final String IDS = "ab".repeat(384);

    private final SteppedExecutor executor = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.eltor(executor);
    private final List<Fingerprint> relays = tor.addRelays(12);
    private final TorControl control = tor.control();
    private final TorListener listener = new TorListener(executor, control, "CIRC", "STREAM", "STATUS_CLIENT");

    private String line(int relay, int length) {
        return relays.get(relay) + " " + "z".repeat(length);
    }

    /** The command with a body that no client of ours would send. */
    private Outcome send(String id, List<String> body) {
        Outcome outcome = new Outcome();
        TorLink link = new TorLink(tor.core, executor, outcome);
        tor.core.run(() -> tor.core.connect(link));
        link.submit(
                "+EXTENDPAIDCIRCUIT " + id,
                body,
                () -> new TorCommands(tor.daemon).extendPaidCircuit(id, body).id,
                outcome);
        executor.runUntilIdle();
        return outcome;
    }

    private static final class Outcome implements TorLink.Peer, TorLink.Reply<CircuitId> {
        private String text = "";

        @Override
        public void event(ScriptedEvent event) {
            throw new AssertionError("nothing was subscribed");
        }

        @Override
        public void lost() {
            text += "|lost";
        }

        @Override
        public void done(CircuitId result) {
            text += "250 EXTENDED " + result;
        }

        @Override
        public void refused(TorRefusal refusal) {
            text += refusal.code() + " " + refusal.getMessage();
        }
    }

    static Stream<Arguments> deadlyBodies() {
        String good = "relay0 " + IDS;
        return Stream.of(
                Arguments.of("0", List.of("FFFF " + IDS), "552 No such router \"FFFF\"", true),
                Arguments.of("0", List.of("nobody " + IDS), "552 No such router \"nobody\"", true),
                Arguments.of("0", List.of("relay11 " + IDS), "552 No descriptor for \"relay11\"", true),
                Arguments.of("0", List.of("relay0 " + "a".repeat(127)), "512 No valid nodes provided", true),
                Arguments.of("0", List.of("relay0\t" + IDS), "512 No valid nodes provided", true),
                Arguments.of("0", Collections.nCopies(14, good), "552 Payment hash data exceeds maximum size", true),
                Arguments.of("0", List.of("", " "), "|lost", false),
                Arguments.of("77", List.of(good), "|lost", false),
                Arguments.of("abc", List.of(good), "|lost", false),
                Arguments.of("0", List.of(good, "relay1 " + "a".repeat(2048)), "250 EXTENDED 1", true));
    }

    @ParameterizedTest
    @MethodSource("deadlyBodies")
    void diesOfBodiesThatTheDaemonDoesNotSurvive(String id, List<String> body, String reply, boolean later) {
        tor.addRelay(ScriptedRelay.named(relays.get(11), "relay11").withoutDescriptor());

        Outcome outcome = send(id, body);

        assertThat(outcome.text).isEqualTo(reply);
        assertThat(tor.isAlive()).isEqualTo(later);
        executor.advance(Duration.ofMillis(1300));
        assertThat(tor.isAlive()).isFalse();
        assertThat(outcome.text).endsWith("|lost");
    }

    @Test
    void survivesAnEmptyBodyAndAMissingId() {
        assertThat(send("0", List.of()).text).isEqualTo("512 Bad arguments to +EXTENDPAIDCIRCUIT: Empty body");
        assertThat(send(null, List.of("relay0 " + IDS)).text)
                .isEqualTo("512 Bad arguments to +EXTENDPAIDCIRCUIT: Need at least 1 argument(s)");
        executor.advance(Duration.ofSeconds(5));
        assertThat(tor.isAlive()).isTrue();
    }

    @Test
    void buildsShorterCircuitsFromMalformedLines() {
        assertThat(send("0", List.of(line(0, 768), relays.get(1) + "\t" + IDS, line(2, 768))).text)
                .isEqualTo("250 EXTENDED 1");
        assertThat(send("0", List.of(line(0, 768), relays.get(1) + " " + IDS + " x", line(2, 127))).text)
                .isEqualTo("250 EXTENDED 2");
        assertThat(send("0", List.of(line(0, 768), line(1, 4096), line(2, 4096))).text)
                .isEqualTo("250 EXTENDED 3");
        executor.advance(Duration.ofSeconds(1));

        assertThat(listener.heard()).contains("CIRC 1 BUILT 2", "CIRC 2 BUILT 1", "CIRC 3 BUILT 1");
    }

    @Test
    void takesOnlySomeLengthsOfPayload() {
        send("0", List.of(line(0, 768), line(1, 128), line(2, 920)));
        send("0", List.of(line(0, 768), line(1, 768), line(2, 928)));
        send("0", List.of(line(0, 768), line(1, 1900), line(2, 768)));
        executor.advance(Duration.ofSeconds(1));

        assertThat(listener.heard())
                .contains("CIRC 1 BUILT 3", "CIRC 2 FAILED 1 INTERNAL", "CIRC 3 FAILED 1 INTERNAL")
                .doesNotContain("CIRC 2 BUILT 3");
        assertThat(tor.isAlive()).isTrue();
    }

    @Test
    void mixesUpPayloadsThatAreNot768Long() {
        send("0", List.of(relays.get(0) + " " + "a".repeat(448), relays.get(1) + " " + "b".repeat(768)));
        send("0", List.of(relays.get(0) + " " + "a".repeat(448), relays.get(1) + " " + "b".repeat(128)));
        send("0", List.of(relays.get(0) + " " + "a".repeat(832), relays.get(1) + " " + "b".repeat(832)));

        assertThat(tor.payloads(new CircuitId("1")))
                .containsEntry(relays.get(0), "a".repeat(448) + "\n" + "b".repeat(319))
                .containsEntry(relays.get(1), "b".repeat(768));
        assertThat(tor.payloads(new CircuitId("2"))).containsOnlyKeys(relays.get(1));
        assertThat(tor.payloads(new CircuitId("3")))
                .containsEntry(relays.get(0), "a".repeat(768))
                .containsEntry(relays.get(1), "b".repeat(832));
    }

    @Test
    void neverExtendsAPaidCircuit() {
        send("0", List.of(line(0, 768), line(1, 768), line(2, 768)));
        assertThat(send("1", List.of(line(3, 768))).text)
                .isEqualTo("551 Circuit is not in a state that can be extended");
        executor.advance(Duration.ofSeconds(1));

        assertThat(send("1", List.of(line(3, 768))).text).isEqualTo("250 EXTENDED 1");
        executor.advance(Duration.ofSeconds(5));

        assertThat(listener.heard()).last().isEqualTo("CIRC 1 FAILED 3 INTERNAL");
        assertThat(tor.isAlive()).isTrue();
    }

    @Test
    void buildsNineHopsAndNotTen() {
        send("0", IntStream.range(0, 9).mapToObj(i -> line(i, 768)).toList());
        send("0", IntStream.range(0, 10).mapToObj(i -> line(i, 768)).toList());
        executor.advance(Duration.ofSeconds(12));

        assertThat(listener.heard())
                .contains("CIRC 1 BUILT 9", "CIRC 2 EXTENDED 9")
                .doesNotContain("CIRC 2 BUILT 10");
    }
}
