package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.CircuitStatus;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.PaidHop;
import org.eltor.api.tor.StreamEvent;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.StreamStatus;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.api.tor.TorMode;
import org.eltor.testkit.ScriptedAuthentication;
import org.eltor.testkit.ScriptedTorServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the scripted daemon of the elTor fork, its crashes included. */
class ScriptedTorTest extends ConnectorTests {
    @TempDir
    Path directory;

    ScriptedTorTest() {
        super(Duration.ofSeconds(10));
    }

    @Test
    void buildsAPaidCircuitAndAttachesAStreamThroughRepliesInPieces() throws Exception {
        List<TorEvent> events = new CopyOnWriteArrayList<>();
        try (ScriptedTorServer server =
                ScriptedTorServer.open(TorMode.ELTOR, ScriptedAuthentication.cookie(directory.resolve("cookie")))) {
            server.fragmentWrites(3);
            List<PaidHop> hops = hops(server.tor().addRelays(3));
            TorControl control = connect(server);
            Await.value(control.subscribe(Set.of("CIRC", "STREAM"), events::add));

            CircuitId circuit = Await.value(control.extendPaidCircuit(hops));
            Await.until("built", () -> events.stream().anyMatch(event -> isBuilt(event, circuit)));
            Await.value(control.setConf(Map.of("__LeaveStreamsUnattached", "1")));
            StreamId stream = server.tor().openStream("a.example", 80, Map.of());
            Await.value(control.attachStream(stream, Optional.of(circuit)));
            Await.until("connected", () -> events.stream().anyMatch(event -> isOn(event, stream, circuit)));

            assertThat(control.info().mode()).isEqualTo(TorMode.ELTOR);
            for (PaidHop hop : hops) {
                assertThat(server.tor().payloads(circuit)).containsEntry(hop.relay(), hop.payload());
            }
        }
    }

    @Test
    void daemonThatDiesOfAnUnknownRelayIsLostAndFoundAgain() throws Exception {
        AtomicReference<TorControl> published = new AtomicReference<>();
        try (ScriptedTorServer server = ScriptedTorServer.open(TorMode.ELTOR, ScriptedAuthentication.none())) {
            ControlTarget target = new ControlTarget(server.address(), Optional.empty(), Optional.empty());
            try (ControlSupervisor supervisor = new ControlSupervisor(
                    () -> connector.connect(target),
                    new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), RandomGenerator.getDefault()),
                    control -> {
                        published.set(control);
                        return () -> published.set(null);
                    })) {
                supervisor.start();
                Await.until("connected", () -> published.get() != null);
                TorControl first = published.get();
                List<PaidHop> unknown = hops(List.of("A", "B", "C").stream()
                        .map(digit -> new Fingerprint(digit.repeat(40)))
                        .toList());

                assertThat(Await.failure(first.extendPaidCircuit(unknown)).code())
                        .isEqualTo(552);
                Await.until("withdrawn", () -> published.get() == null);
                assertThat(Await.failure(first.getInfo("version")).failure()).isEqualTo(Failure.CONNECTION_LOST);
                server.tor().restart();
                Await.until("connected again", () -> published.get() != null);
                assertThat(supervisor.problem()).isEmpty();
            }
        }
    }

    private TorControl connect(ScriptedTorServer server) throws Exception {
        return Await.value(connector.connect(new ControlTarget(server.address(), Optional.empty(), Optional.empty())))
                .control();
    }

    private static boolean isBuilt(TorEvent event, CircuitId circuit) {
        return event instanceof CircuitEvent change
                && change.id().equals(circuit)
                && change.status() == CircuitStatus.BUILT
                && change.path().size() == 3;
    }

    private static boolean isOn(TorEvent event, StreamId stream, CircuitId circuit) {
        return event instanceof StreamEvent change
                && change.id().equals(stream)
                && change.status() == StreamStatus.SUCCEEDED
                && change.circuit().equals(Optional.of(circuit));
    }

    private static List<PaidHop> hops(List<Fingerprint> relays) {
        return relays.stream()
                .map(relay -> new PaidHop(relay, "0f".repeat(384)))
                .toList();
    }
}
