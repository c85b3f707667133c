package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.api.tor.TorSubscription;
import org.junit.jupiter.api.Test;

/** Events, against literal words of tor. */
class SubscriptionsTest extends ConnectorTests {
    private static final String OK = "250 OK\r\n";

    SubscriptionsTest() {
        super(Duration.ofSeconds(20));
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
        waitBriefly();
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
}
