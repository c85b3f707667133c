package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorException.Failure;
import org.junit.jupiter.api.Test;

/** Deadlines, ends and nonsense, against literal words of tor. */
class ControlConnectionTest extends ConnectorTests {
    private static final String OK = "250 OK\r\n";

    ControlConnectionTest() {
        super(Duration.ofSeconds(20));
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
        waitBriefly();
        CountDownLatch timedOut = new CountDownLatch(1);
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome().expect("GETINFO slow");
            timedOut.await();
            script.expect("GETINFO next").say("250-slow=1\r\n250 OK\r\n250-next=2\r\n250 OK\r\n");
        })) {
            TorControl control = connect(tor).control();
            assertThat(Await.failure(control.getInfo("slow")))
                    .hasMessage("no answer to GETINFO within 1000 ms")
                    .matches(e -> e.failure() == Failure.TIMEOUT && e.code() == 0);
            timedOut.countDown();

            assertThat(Await.value(control.getInfo("next"))).isEqualTo("2");
            tor.done();
        }
    }

    @Test
    void connectionEndsWhenTorIsSilentForThreeDeadlines() throws Exception {
        waitBriefly();
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
    void strayLinesBetweenRepliesAreSkipped() throws Exception { // as relays of the elTor fork print
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
        waitBriefly();
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
}
