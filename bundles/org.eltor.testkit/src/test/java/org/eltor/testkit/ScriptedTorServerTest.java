package org.eltor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.OtherEvent;
import org.eltor.api.tor.TorMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Literal transcripts; what tor says stands as tor 0.4.9.11 said it. */
class ScriptedTorServerTest {
    private static final String A = "$" + "0".repeat(39) + "1";
    private static final String B = "$" + "0".repeat(39) + "2";
    private static final String C = "$" + "0".repeat(39) + "3";
    private static final String TIME = " TIME_CREATED=2026-01-01T00:00:00.000000";

    @TempDir
    Path folder;

    private final SteppedExecutor executor = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.stock(executor);
    private ScriptedTorServer server;
    private ControlClient client;

    @BeforeEach
    void open() throws Exception {
        tor.addRelays(6);
        server = ScriptedTorServer.open(tor, ScriptedAuthentication.none(), folder.resolve("control"));
        client = ControlClient.tcp(server);
        assertThat(client.ask("AUTHENTICATE")).containsExactly("250 OK");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("testkit-"));
    }

    private void build() throws Exception {
        assertThat(client.ask("EXTENDCIRCUIT 0 " + A + "," + B + "," + C + " purpose=controller"))
                .last()
                .asString()
                .startsWith("250 EXTENDED ");
        executor.advance(Duration.ofSeconds(1));
    }

    @Test
    void writesCircuitEventsAsTorDoes() throws Exception {
        client.ask("SETEVENTS CIRC");
        client.send("EXTENDCIRCUIT 0 " + A + "," + B + "," + C + " purpose=controller");
        assertThat(client.line()).isEqualTo("250 EXTENDED 1");
        assertThat(client.line()).isEqualTo("650 CIRC 1 LAUNCHED PURPOSE=CONTROLLER" + TIME);
        executor.advance(Duration.ofSeconds(1));
        assertThat(client.line()).isEqualTo("650 CIRC 1 EXTENDED " + A + "~relay0 PURPOSE=CONTROLLER" + TIME);
        assertThat(client.line())
                .isEqualTo("650 CIRC 1 EXTENDED " + A + "~relay0," + B + "~relay1 PURPOSE=CONTROLLER" + TIME);
        String path = A + "~relay0," + B + "~relay1," + C + "~relay2";
        assertThat(client.line()).isEqualTo("650 CIRC 1 EXTENDED " + path + " PURPOSE=CONTROLLER" + TIME);
        assertThat(client.line()).isEqualTo("650 CIRC 1 BUILT " + path + " PURPOSE=CONTROLLER" + TIME);

        tor.killRelay(tor.daemon.relays.find("relay1").orElseThrow().fingerprint());
        assertThat(client.line())
                .isEqualTo("650 CIRC 1 CLOSED " + path + " PURPOSE=CONTROLLER" + TIME
                        + " REASON=DESTROYED REMOTE_REASON=CHANNEL_CLOSED");
    }

    @Test
    void writesStreamEventsAsTorDoes() throws Exception {
        build();
        client.ask("SETCONF __LeaveStreamsUnattached=1");
        client.ask("SETEVENTS STREAM");
        tor.openStream("a.example", 8080, Map.of("SOCKS_USERNAME", "acct1", "SOCKS_PASSWORD", "pw:\"x\\"));
        String words = " SOCKS_USERNAME=\"acct1\" SOCKS_PASSWORD=\"pw:\\\"x\\\\\" CLIENT_PROTOCOL=SOCKS5 NYM_EPOCH=0"
                + " SESSION_GROUP=-5 ISO_FIELDS=SOCKS_USERNAME,SOCKS_PASSWORD,CLIENTADDR,SESSION_GROUP,NYM_EPOCH";
        assertThat(client.line())
                .isEqualTo("650 STREAM 13 NEW 0 a.example:8080 SOURCE_ADDR=127.0.0.1:40013 PURPOSE=USER" + words);
        assertThat(client.line()).isEqualTo("650 STREAM 13 CONTROLLER_WAIT 0 a.example:8080" + words);

        assertThat(client.ask("ATTACHSTREAM 13 1")).containsExactly("250 OK");
        assertThat(client.line()).isEqualTo("650 STREAM 13 SENTCONNECT 1 a.example:8080" + words);
        executor.advance(Duration.ofMillis(5));
        assertThat(client.line()).isEqualTo("650 STREAM 13 REMAP 1 192.0.2.7:8080 SOURCE=EXIT" + words);
        assertThat(client.line()).isEqualTo("650 STREAM 13 SUCCEEDED 1 192.0.2.7:8080" + words);
        assertThat(client.ask("GETINFO stream-status"))
                .containsExactly("250-stream-status=13 SUCCEEDED 1 192.0.2.7:8080", "250 OK");
        assertThat(client.ask("CLOSECIRCUIT 1")).containsExactly("250 OK");
        assertThat(client.line()).isEqualTo("650 STREAM 13 CLOSED 1 192.0.2.7:8080 REASON=DESTROY" + words);
    }

    @Test
    void writesBandwidthAndStatusEventsAsTorDoes() throws Exception {
        client.ask("SETEVENTS CIRC_BW STATUS_CLIENT CONF_CHANGED NEWDESC NEWCONSENSUS");
        tor.bandwidth(new CircuitId("47"), 8_817_916, 285_040, 8_364_909, 200_000);
        assertThat(client.line())
                .isEqualTo("650 CIRC_BW ID=47 READ=8817916 WRITTEN=285040 TIME=2026-01-01T00:00:00.000000"
                        + " DELIVERED_READ=8364909 OVERHEAD_READ=453007 DELIVERED_WRITTEN=200000"
                        + " OVERHEAD_WRITTEN=85040 SS=1 CWND=124 RTT=0 MIN_RTT=0");
        tor.bootstrap(50, "loading_descriptors", "Loading relay descriptors");
        assertThat(client.line())
                .isEqualTo("650 STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=50 TAG=loading_descriptors"
                        + " SUMMARY=\"Loading relay descriptors\"");
        tor.newDescriptors(List.of(Fingerprint.parse(A)));
        assertThat(client.line()).isEqualTo("650 NEWDESC " + A + "~relay0");
        tor.newConsensus();
        assertThat(client.reply()).containsExactly("650+NEWCONSENSUS", ".", "650 OK");
        client.send("SETCONF __leavestreamsunattached=1 SocksTimeout=\"10 minutes\"");
        assertThat(client.reply()).containsExactly("250 OK");
        assertThat(client.reply())
                .containsExactly(
                        "650-CONF_CHANGED", "650-__LeaveStreamsUnattached=1", "650-SocksTimeout=600", "650 OK");
    }

    @Test
    void swallowsTheBodyOfACommandItDoesNotKnow() throws Exception {
        assertThat(client.ask("+EXTENDPAIDCIRCUIT 0", "relay0 abc", "..", "."))
                .containsExactly("510 Unrecognized command \"+EXTENDPAIDCIRCUIT\"");
        assertThat(client.ask("GETINFO version")).containsExactly("250-version=0.4.9.11", "250 OK");
        assertThat(tor.commands())
                .filteredOn(command -> command.keyword().equals("+EXTENDPAIDCIRCUIT"))
                .singleElement()
                .returns(List.of("relay0 abc", "."), RecordedCommand::body);
    }

    @Test
    void keepsConnectionsApart() throws Exception {
        try (ControlClient other = ControlClient.unix(folder.resolve("control"))) {
            assertThat(other.ask("AUTHENTICATE")).containsExactly("250 OK");
            assertThat(server.connections()).isEqualTo(2);
            client.ask("SETEVENTS CIRC");
            other.ask("EXTENDCIRCUIT 0 relay0,relay1,relay2");
            assertThat(client.line()).isEqualTo("650 CIRC 1 LAUNCHED PURPOSE=GENERAL" + TIME);
            assertThat(other.ask("GETINFO version")).containsExactly("250-version=0.4.9.11", "250 OK");
            assertThat(other.ask("QUIT")).containsExactly("250 closing connection");
            assertThat(other.line()).isEqualTo("EOF");
        }
        assertThat(client.ask("GETINFO version")).hasSize(2);
    }

    @Test
    void putsEventsBetweenCommandAndReplyWhenTold() throws Exception {
        client.ask("SETEVENTS CIRC");
        tor.eventsBeforeReply(true);
        client.send("EXTENDCIRCUIT 0 relay0,relay1,relay2");
        assertThat(client.line()).startsWith("650 CIRC 1 LAUNCHED");
        assertThat(client.line()).isEqualTo("250 EXTENDED 1");
    }

    @Test
    void answersPipelinedCommandsInOrderAndInPieces() throws Exception {
        server.fragmentWrites(3);
        try (ControlClient pieces = ControlClient.tcp(server)) {
            pieces.send("AUTHENTICATE", "GETINFO version", "GETCONF SocksTimeout", "QUIT", "SIGNAL HALT");
            assertThat(pieces.line()).isEqualTo("250 OK");
            assertThat(pieces.reply()).containsExactly("250-version=0.4.9.11", "250 OK");
            assertThat(pieces.line()).isEqualTo("250 SocksTimeout=120");
            assertThat(pieces.line()).isEqualTo("250 closing connection");
            assertThat(pieces.line()).isEqualTo("EOF");
        }
        executor.advance(Duration.ofSeconds(1));
        assertThat(tor.isAlive()).isTrue();
    }

    @Test
    void saysWhateverTheTestSays() throws Exception {
        client.ask("SETEVENTS CIRC_MINOR");
        List<String> wire = List.of("650 CIRC_MINOR 7 PURPOSE_CHANGED", "a line that no one expects");
        tor.emit(new ScriptedEvent("CIRC_MINOR", wire, new OtherEvent("CIRC_MINOR", List.of())));
        assertThat(client.line()).isEqualTo(wire.get(0));
        assertThat(client.line()).isEqualTo(wire.get(1));
    }

    @Test
    void endsWithItsOwnersConnection() throws Exception {
        client.ask("TAKEOWNERSHIP");
        client.close();
        for (int i = 0; i < 500 && tor.isAlive(); i++) {
            Thread.sleep(10); // for the end of the connection to arrive
        }
        assertThat(tor.isAlive()).isFalse();
    }

    @Test
    void refusesConnectionsWhileTheDaemonIsDead() throws Exception {
        int port = server.port();
        client.send("SIGNAL SHUTDOWN");
        assertThat(client.line()).isEqualTo("250 OK");
        executor.advance(Duration.ofSeconds(1));
        assertThat(client.line()).isEqualTo("EOF");
        awaitRefusal(() -> ControlClient.tcp(server));
        awaitRefusal(() -> ControlClient.unix(folder.resolve("control")));

        tor.restart();
        assertThat(server.port()).isEqualTo(port);
        try (ControlClient again = ControlClient.tcp(server)) {
            assertThat(again.ask("AUTHENTICATE")).containsExactly("250 OK");
        }
    }

    /** The kernel may still complete a connection or two while the listening socket is being closed. */
    private static void awaitRefusal(Callable<ControlClient> connect) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end) {
            try {
                connect.call().close();
            } catch (IOException refused) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("connections are still taken");
    }

    @Test
    void runsInRealTimeToo() throws Exception {
        try (ScriptedTorServer real = ScriptedTorServer.open(TorMode.ELTOR, ScriptedAuthentication.none());
                ControlClient other = ControlClient.tcp(real)) {
            real.tor().addRelays(3);
            other.ask("AUTHENTICATE");
            other.ask("SETEVENTS CIRC");
            String ids = " " + "ab".repeat(384);
            assertThat(other.ask("+EXTENDPAIDCIRCUIT 0", A + ids, B + ids, C + ids, "."))
                    .containsExactly("250 EXTENDED 1");
            assertThat(other.line()).startsWith("650 CIRC 1 LAUNCHED PURPOSE=GENERAL TIME_CREATED=2");
            assertThat(other.line()).startsWith("650 CIRC 1 EXTENDED " + A + "~relay0 ");
            other.line();
            other.line();
            assertThat(other.line()).startsWith("650 CIRC 1 BUILT " + A + "~relay0," + B + "~relay1," + C + "~relay2 ");
            assertThat(other.ask("EXTENDPAIDCIRCUIT 0"))
                    .containsExactly("510 Unrecognized command \"EXTENDPAIDCIRCUIT\"");
            assertThat(other.ask("TEARDOWNCIRCUIT 12345")).containsExactly("552 Unknown circuit \"12345\"");
            assertThat(other.ask("+EXTENDPAIDCIRCUIT 77", A + ids, ".")).containsExactly("EOF");
        }
    }
}
