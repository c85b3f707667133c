package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.PaidHop;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.api.tor.TorMode;
import org.eltor.api.tor.TorSubscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against literal words of tor and of the elTor fork. */
class SocketTorControlTest {
    private static final String OK = "250 OK\r\n";

    private final ControlConnector connector = new ControlConnector(Duration.ofMillis(400));

    @AfterEach
    void endsAllThreads() throws Exception {
        connector.closeAndAwait(Duration.ofSeconds(5));
        Await.noThreadsLeft();
    }

    @Test
    void answersOfPipelinedCommandsComeInOrder() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome().expect("GETINFO a").expect("GETINFO b").expect("SIGNAL NEWNYM");
            script.say("250-a=1\r\n250 OK\r\n250+b=\r\n2\r\n..3\r\n.\r\n250 OK\r\n552 Unrecognized signal code\r\n");
        })) {
            TorControl control = connect(tor).control();
            CompletionStage<String> a = control.getInfo("a");
            CompletionStage<String> b = control.getInfo("b");
            CompletionStage<Void> signal = control.signal("NEWNYM");

            assertThat(Await.value(a)).isEqualTo("1");
            assertThat(Await.value(b)).isEqualTo("2\n.3");
            assertThat(Await.failure(signal)).matches(e -> e.failure() == Failure.REFUSED && e.code() == 552);
            tor.done();
        }
    }

    @Test
    void lateAnswerIsDroppedAndTheNextOneMatches() throws Exception {
        CountDownLatch timedOut = new CountDownLatch(1);
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome().expect("GETINFO slow");
            timedOut.await();
            script.expect("GETINFO next").say("250-slow=1\r\n250 OK\r\n250-next=2\r\n250 OK\r\n");
        })) {
            TorControl control = connect(tor).control();
            assertThat(Await.failure(control.getInfo("slow")))
                    .hasMessage("no answer to GETINFO within 400 ms")
                    .matches(e -> e.failure() == Failure.TIMEOUT && e.code() == 0);
            timedOut.countDown();

            assertThat(Await.value(control.getInfo("next"))).isEqualTo("2");
            tor.done();
        }
    }

    @Test
    void connectionEndsWhenTorIsSilentForThreeDeadlines() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome();
            end.await();
        })) {
            TorConnection connection = connect(tor);
            CompletionStage<String> first = connection.control().getInfo("a");
            Await.value(connection.ended());

            assertThat(Await.failure(first).failure()).isEqualTo(Failure.TIMEOUT);
            assertThat(Await.failure(connection.control().getInfo("b")))
                    .hasMessage("tor at " + tor.address() + " stopped answering");
            end.countDown();
        }
    }

    @Test
    void endInsideADataBlockFailsEverythingPending() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome().expect("GETINFO ns/all").expect("GETINFO b");
            script.say("250+ns/all=\r\nr a b c\r\n").hangUp();
        })) {
            TorConnection connection = connect(tor);
            List<CompletionStage<String>> pending = List.of(
                    connection.control().getInfo("ns/all"), connection.control().getInfo("b"));

            for (CompletionStage<String> stage : pending) {
                assertThat(Await.failure(stage))
                        .hasMessage("control connection to " + tor.address() + " ended by tor")
                        .matches(e -> e.failure() == Failure.CONNECTION_LOST);
            }
            Await.value(connection.ended());
            assertThat(Await.failure(connection.control().signal("NEWNYM")).failure())
                    .isEqualTo(Failure.CONNECTION_LOST);
        }
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
    void listenersGetEventsInOrderEvenBeforeTheirSubscriptionIsAnswered() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome().expect("SETEVENTS CIRC").say("650 CIRC 1 LAUNCHED\r\n250 OK\r\n650 CIRC 2 LAUNCHED\r\n");
            script.expect("SETEVENTS CIRC STREAM").say("552 Unrecognized event \"STREAM\"\r\n650 CIRC 3 LAUNCHED\r\n");
            script.expect("SETEVENTS BW CIRC").say("250 OK\r\n650 BW 1 2\r\n650 CIRC 4 LAUNCHED\r\n");
            script.expect("SETEVENTS BW").say("250 OK\r\n650 CIRC 5 LAUNCHED\r\n650 BW 3 4\r\n");
        })) {
            TorControl control = connect(tor).control();
            CompletionStage<TorSubscription> circuits = control.subscribe(
                    Set.of("circ"),
                    event -> seen.add(((CircuitEvent) event).id().value()));
            CompletionStage<TorSubscription> refused = control.subscribe(Set.of("STREAM"), event -> seen.add("never"));
            CompletionStage<TorSubscription> bandwidth = control.subscribe(Set.of("BW"), event -> seen.add("BW"));

            assertThat(Await.failure(refused).code()).isEqualTo(552);
            Await.value(bandwidth);
            Await.until("four circuits", () -> seen.contains("4"));
            Await.value(circuits).close();
            Await.value(circuits).close();
            Await.until("the last event", () -> seen.lastIndexOf("BW") > seen.indexOf("4"));
            assertThat(seen).containsExactly("1", "2", "3", "BW", "4", "BW");
            tor.done();
        }
    }

    @Test
    void eventsOfTheForkArriveUnderTheirOtherName() throws Exception {
        List<TorEvent> seen = new CopyOnWriteArrayList<>();
        try (LiteralTor tor = LiteralTor.playing(script -> script.welcome()
                .expect("SETEVENTS PAYMENT_ID_HASH_RECEIVED")
                .say(OK + "650 EVENT_PAYMENT_ID_HASH_RECEIVED P_CIRC_ID=1 N_CIRC_ID=0 PAYMENT_HASH=ab\r\n"))) {
            Await.value(connect(tor).control().subscribe(Set.of("PAYMENT_ID_HASH_RECEIVED"), seen::add));

            Await.until("the event", () -> seen.size() == 1);
        }
    }

    @Test
    void listenerThatThrowsEndsNothing() throws Exception {
        List<TorEvent> seen = new CopyOnWriteArrayList<>();
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome().expect("SETEVENTS BW").say(OK);
            script.expect("GETINFO a").say("650 BW 1 2\r\n650 BW 3 4\r\n250-a=1\r\n250 OK\r\n");
        })) {
            TorControl control = connect(tor).control();
            Await.value(control.subscribe(Set.of("BW"), event -> {
                throw new IllegalStateException("meant by the test");
            }));
            Await.value(control.subscribe(Set.of("BW"), seen::add));

            assertThat(Await.value(control.getInfo("a"))).isEqualTo("1");
            assertThat(seen).hasSize(2);
        }
    }

    @Test
    void listenerThatWaitsForAnAnswerIsLetGoAtTheDeadline() throws Exception {
        List<Failure> failures = new CopyOnWriteArrayList<>();
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome().expect("SETEVENTS BW").say(OK + "650 BW 1 2\r\n");
            script.expect("GETINFO a").say("250-a=1\r\n250 OK\r\n");
            script.expect("GETINFO b").say("250-b=1\r\n250 OK\r\n");
        })) {
            TorControl control = connect(tor).control();
            control.subscribe(Set.of("BW"), event -> {
                try {
                    failures.add(Await.failure(control.getInfo("a")).failure());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });

            Await.until("let go", () -> failures.equals(List.of(Failure.TIMEOUT)));
            assertThat(Await.value(control.getInfo("b"))).isEqualTo("1");
        }
    }

    @Test
    void strayLinesBetweenRepliesAreSkipped() throws Exception { // eltor-daemon 1, finding 6
        try (LiteralTor tor = LiteralTor.playing(script ->
                script.welcome().expect("GETINFO a").say("deadbeef\r\n\r\n250-a=1\r\n250 OK\r\n251 unasked\r\n"))) {
            assertThat(Await.value(connect(tor).control().getInfo("a"))).isEqualTo("1");
        }
    }

    @Test
    void strayLineInsideAReplyEndsTheConnection() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(
                script -> script.welcome().expect("GETINFO a").say("250-a=1\r\ndeadbeef\r\n250 OK\r\n"))) {
            TorConnection connection = connect(tor);

            assertThat(Await.failure(connection.control().getInfo("a")).failure())
                    .isEqualTo(Failure.MALFORMED);
            Await.value(connection.ended());
        }
    }

    @Test
    void lineWithoutEndEndsTheConnection() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(
                script -> script.welcome().expect("GETINFO a").say("x".repeat((1 << 20) + 2)))) {
            TorConnection connection = connect(tor);

            assertThat(Await.failure(connection.control().getInfo("a")))
                    .hasMessage("tor sent a line of more than 1048576 bytes")
                    .matches(e -> e.failure() == Failure.MALFORMED);
            Await.value(connection.ended());
        }
    }

    @Test
    void closeLetsWhatWasSentBeAnswered() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome();
            closed.await();
            script.expect("RESETCONF __LeaveStreamsUnattached").say(OK);
            assertThat(script.read()).isNull();
        })) {
            TorConnection connection = connect(tor);
            CompletionStage<Void> reset = connection.control().resetConf(Set.of("__LeaveStreamsUnattached"));
            connection.close();
            assertThat(Await.failure(connection.control().signal("NEWNYM")))
                    .hasMessage("control connection to " + tor.address() + " closed");
            closed.countDown();

            Await.value(reset);
            Await.value(connection.ended());
            connection.close();
            tor.done();
        }
    }

    @Test
    void closeDoesNotWaitLongForATorThatIsSilent() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome();
            end.await();
        })) {
            TorConnection connection = connect(tor);
            CompletionStage<String> directory = connection.control().getInfo("ns/all");
            connection.close();

            assertThat(Await.failure(directory).failure()).isEqualTo(Failure.CONNECTION_LOST);
            end.countDown();
        }
    }

    @Test
    void interruptedCallerEndsNothing() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(
                script -> script.welcome().expect("GETINFO a").say("250-a=1\r\n250 OK\r\n"))) {
            TorControl control = connect(tor).control();
            Thread.currentThread().interrupt();
            CompletionStage<String> answer = control.getInfo("a");
            assertThat(Thread.interrupted()).isTrue();

            assertThat(Await.value(answer)).isEqualTo("1");
        }
    }

    private TorConnection connect(LiteralTor tor) throws Exception {
        return Await.value(connector.connect(new ControlTarget(tor.address(), Optional.empty(), Optional.empty())));
    }

    private static List<PaidHop> hops() {
        return Stream.of("A", "B", "C")
                .map(digit -> new PaidHop(new Fingerprint(digit.repeat(40)), "0f".repeat(384)))
                .toList();
    }

    /** Checked here once for all stages: what fails is a TorException itself, also for direct dependents. */
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
}
