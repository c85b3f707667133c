package org.eltor.devnet.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.circuit.SessionInfo;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.circuit.StreamInfo;
import org.eltor.api.tor.CircuitId;
import org.eltor.devnet.internal.MoneyKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two circuits and three rounds, told by a manager that does nothing. */
@Timeout(120)
class DemoSessionTest {

    private static final List<CircuitInfo> CIRCUITS = List.of(usable(1, 0), usable(2, 1));

    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Traffic traffic =
            new Traffic((target, count) -> {}, List.of(new InetSocketAddress("127.0.0.1", 1)), Duration.ofMillis(1));

    private static CircuitInfo usable(int id, int slot) {
        return Samples.circuit(id, slot, CircuitState.USABLE, 1, 1, Optional.of(Duration.ofMillis(150)));
    }

    @AfterEach
    void end() {
        traffic.close();
    }

    private DemoSession follow(Optional<Kill> kill) throws Exception {
        DemoOptions options = new DemoOptions(
                2,
                3,
                Duration.ofSeconds(2),
                MoneyKind.SIMULATED,
                Path.of("/tor"),
                kill,
                Optional.empty(),
                Optional.empty());
        Screen screen = new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), false);
        DemoSession session = new DemoSession(options, new Manager(), traffic, new Killer(List.of()), screen);
        session.follow(events);
        return session;
    }

    private void tellAll() {
        CIRCUITS.forEach(circuit -> {
            events.add(new SessionEvent.Notice(circuit.role() + " circuit " + circuit.id() + " is BUILT"));
            events.add(new SessionEvent.CircuitBuilt(circuit));
        });
        for (int number = 1; number <= 3; number++) {
            RoundInfo round = Samples.round(number, 1 + (number - 1) % 2, "settled");
            events.add(new SessionEvent.Notice("Round " + number + "/3 - Using"));
            events.add(new SessionEvent.RoundStarted(round));
            events.add(new SessionEvent.RoundEnded(round));
        }
    }

    private void tellEnd() {
        events.add(new SessionEvent.SessionEnded(
                new SessionInfo(SessionState.STOPPED, Optional.empty(), Optional.empty(), 2, 3, 3, 1)));
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everythingIsToldInPlainText() throws Exception {
        tellAll();
        tellEnd();
        DemoSession session = follow(Optional.empty());
        assertThat(text())
                .contains(
                        "PRIMARY circuit 1 is BUILT", "path relay0 > relay1 > relay2, in 150 ms, 3000 msat an interval")
                .contains("round 1 paid interval 1 of circuit 1: relay0 1000+10, relay1 1000+10, relay2 1000+10 msat,"
                        + " all settled within 42 ms")
                .contains("downloads so far: ")
                .doesNotContain("\u001b");
        assertThat(session.failovers()).isEqualTo(1);
        assertThat(session.allBuiltMs()).isPresent();
        assertThat(session.killed()).isEmpty();
    }

    @Test
    void outcomesAreSaidWhereNotAllIsSettled() throws Exception {
        events.add(new SessionEvent.RoundEnded(Samples.round(1, 1, "unknown")));
        tellEnd();
        follow(Optional.empty());
        assertThat(text()).contains("relay0 1000+10 unknown, relay1 1000+10 unknown, relay2 1000+10 unknown msat");
    }

    @Test
    void relaysAreKilledAMomentAfterTheRoundBegan() throws Exception {
        tellAll();
        Thread end = new Thread(() -> {
            while (!text().contains("Killing ")) {
                Thread.onSpinWait();
            }
            tellEnd();
        });
        end.start();
        DemoSession session = follow(Optional.of(new Kill(Kill.Target.EXIT, 1)));
        end.join();
        assertThat(text()).contains("Killing relay2, the exit of PRIMARY circuit 1");
        assertThat(session.killed()).contains(new KillOutcome(Map.of(new CircuitId("1"), CircuitRole.PRIMARY)));
    }

    /** Two circuits that stay as they are. */
    private static final class Manager implements CircuitManager {
        @Override
        public SessionInfo session() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<CircuitInfo> circuits() {
            return CIRCUITS;
        }

        @Override
        public List<RoundInfo> rounds() {
            return List.of();
        }

        @Override
        public List<StreamInfo> streams() {
            return List.of();
        }
    }
}
