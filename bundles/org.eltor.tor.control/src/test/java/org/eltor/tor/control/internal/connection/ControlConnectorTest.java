package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorException.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlConnectorTest extends ConnectorTests {
    private final CountDownLatch end = new CountDownLatch(1);

    ControlConnectorTest() {
        super(Duration.ofSeconds(20));
    }

    @AfterEach
    void endsTheScripts() {
        end.countDown();
    }

    @Test
    void closeEndsAConnectionThatIsStillBeingMade() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.expect("PROTOCOLINFO 1");
            end.await();
        })) {
            CompletionStage<TorConnection> connecting = connector.connect(target(tor));
            assertEndsWithin(15);

            assertThat(Await.failure(connecting).failure()).isEqualTo(Failure.CONNECTION_LOST);
        }
    }

    @Test
    void closeInterruptsAListenerThatHangs() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.welcome().expect("SETEVENTS BW").say("250 OK\r\n650 BW 1 2\r\n");
            end.await();
        })) {
            TorConnection connection = Await.value(connector.connect(target(tor)));
            connection.control().subscribe(Set.of("BW"), event -> hang(hanging));
            hanging.await();

            assertEndsWithin(15);
            Await.value(connection.ended());
        }
    }

    @Test
    void afterCloseNothingIsConnected() throws Exception {
        connector.close();
        try (LiteralTor tor = LiteralTor.playing(LiteralTor::welcome)) {
            assertThat(Await.failure(connector.connect(target(tor))).failure()).isEqualTo(Failure.CONNECTION_LOST);
        }
    }

    private static void hang(CountDownLatch hanging) {
        hanging.countDown();
        try {
            TimeUnit.MINUTES.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertEndsWithin(long seconds) throws InterruptedException {
        long start = System.nanoTime();
        connector.closeAndAwait(Duration.ofSeconds(5));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(seconds));
    }
}
