package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.PaidHop;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.api.tor.TorMode;
import org.junit.jupiter.api.Test;

/** The commands, against literal words of tor and of the elTor fork. */
class SocketTorControlTest extends ConnectorTests {
    private static final String OK = "250 OK\r\n";

    SocketTorControlTest() {
        super(Duration.ofSeconds(20));
    }

    @Test
    void forkThatDiesWithoutAWordIsAConnectionLost() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome("250 PaymentCircuitMaxFee\r\n").expect("+EXTENDPAIDCIRCUIT 0");
            script.hangUp();
        })) {
            TorControl control = connect(tor).control();

            assertThat(control.info().mode()).isEqualTo(TorMode.ELTOR);
            assertThat(Await.failure(control.extendPaidCircuit(hops())).failure())
                    .isEqualTo(Failure.CONNECTION_LOST);
        }
    }

    @Test
    void paidCircuitIsSentWholeAndAnswered() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome("250 PaymentCircuitMaxFee=20000\r\n").expect("+EXTENDPAIDCIRCUIT 0");
            for (PaidHop hop : hops()) {
                script.expect(hop.relay().hex() + " " + hop.payload());
            }
            script.expect(".").say("250 EXTENDED 46\r\n650 CIRC 46 LAUNCHED PURPOSE=GENERAL\r\n");
        })) {
            assertThat(Await.value(connect(tor).control().extendPaidCircuit(hops())))
                    .isEqualTo(new CircuitId("46"));
            tor.done();
        }
    }

    @Test
    void lineEndsAreRefusedAndNothingIsSent() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(
                script -> script.welcome().expect("SIGNAL NEWNYM").say(OK))) {
            TorControl control = connect(tor).control();
            for (String evil : List.of("a\r\nSIGNAL HALT", "a\nb", "a\rb", "a\0b")) {
                assertRefusedAtOnce(() -> control.getInfo(evil));
                assertRefusedAtOnce(() -> control.getConf(Set.of("A", evil)));
                assertRefusedAtOnce(() -> control.setConf(Map.of("A", evil)));
                assertRefusedAtOnce(() -> control.setConf(Map.of(evil, "a")));
                assertRefusedAtOnce(() -> control.resetConf(Set.of(evil)));
                assertRefusedAtOnce(() -> control.signal(evil));
                assertRefusedAtOnce(() -> control.subscribe(Set.of(evil), event -> {}));
            }
            assertRefusedAtOnce(() -> control.extendPaidCircuit(hops().subList(0, 2)));

            Await.value(control.signal("NEWNYM"));
            tor.done();
        }
    }

    private static void assertRefusedAtOnce(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unknownOptionIsAbsentAndTheOthersAnswer() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome();
            String asked = script.read();
            assertThat(asked).startsWith("GETCONF ").contains("Nope").contains("SocksPort");
            script.say("552 Unrecognized configuration key \"Nope\"\r\n");
            script.expect("GETCONF SocksPort").say("250-SocksPort=9050\r\n250 SocksPort=9150\r\n");
            script.expect("GETCONF Nope").say("552 Unrecognized configuration key \"Nope\"\r\n");
        })) {
            TorControl control = connect(tor).control();

            assertThat(Await.value(control.getConf(Set.of("SocksPort", "Nope"))))
                    .isEqualTo(Map.of("SocksPort", List.of("9050", "9150")));
            assertThat(Await.value(control.getConf(Set.of("Nope")))).isEmpty();
            assertThat(Await.value(control.getConf(Set.of()))).isEmpty();
            tor.done();
        }
    }

    @Test
    void whatIsGoneAlreadyCountsAsClosed() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome().expect("CLOSECIRCUIT 9").say("552 Unknown circuit \"9\"\r\n");
            script.expect("CLOSESTREAM 8 1").say("552 Unknown stream \"8\"\r\n");
            script.expect("CLOSECIRCUIT 7").say("551 no\r\n");
            script.expect("ATTACHSTREAM 8 7").say("552 Unknown stream \"8\"\r\n");
        })) {
            TorControl control = connect(tor).control();

            Await.value(control.closeCircuit(new CircuitId("9")));
            Await.value(control.closeStream(new StreamId("8")));
            assertThat(Await.failure(control.closeCircuit(new CircuitId("7"))).code())
                    .isEqualTo(551);
            assertThat(Await.failure(control.attachStream(new StreamId("8"), Optional.of(new CircuitId("7"))))
                            .code())
                    .isEqualTo(552);
        }
    }

    @Test
    void dependentsSeeTheFailureItself() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(
                script -> script.welcome().expect("GETINFO a").say("552 no\r\n"))) {
            List<Throwable> seen = new CopyOnWriteArrayList<>();
            connect(tor).control().getInfo("a").whenComplete((value, failure) -> seen.add(failure));

            Await.until("failed", () -> seen.size() == 1);
            assertThat(seen.get(0)).isInstanceOf(TorException.class);
        }
    }

    private static List<PaidHop> hops() {
        return Stream.of("A", "B", "C")
                .map(digit -> new PaidHop(new Fingerprint(digit.repeat(40)), "0f".repeat(384)))
                .toList();
    }
}
