package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.ConfChangedEvent;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.OtherEvent;
import org.eltor.api.tor.PaidHop;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.api.tor.TorMode;
import org.eltor.api.tor.TorSubscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a tor process; skipped where tor is not installed. */
class RealTorTest extends ConnectorTests {
    private static final String COOKIE = "--CookieAuthentication";
    /** Of "secret word", made by {@code tor --hash-password}. */
    private static final String HASHED = "16:DE4915C8549FB84C6049C4D74BA8407304D4E93DDBD4DCFCB186A31511";

    @TempDir
    Path directory;

    RealTorTest() {
        super(Duration.ofSeconds(10));
    }

    @Test
    void speaksSafeCookieOverTcpAndUnixSocket() throws Exception {
        try (RealTor tor = RealTor.start(directory, COOKIE, "1")) {
            for (String address : List.of(tor.tcpAddress(), tor.unixAddress())) {
                TorControl control = connect(address).control();

                assertThat(control.info().mode()).isEqualTo(TorMode.STOCK);
                assertThat(control.info().version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
                assertThat(control.info().endpoint()).isEqualTo(address.replace("unix:", ""));
                assertThat(Await.value(control.getInfo("version")))
                        .isEqualTo(control.info().version());
            }
        }
    }

    @Test
    void speaksPasswordAndRefusesAWrongOne() throws Exception {
        try (RealTor tor = RealTor.start(directory, "--HashedControlPassword", HASHED)) {
            Path right = Files.writeString(directory.resolve("right"), "secret word\n");
            Path wrong = Files.writeString(directory.resolve("wrong"), "secret wort\n");

            assertThat(connect(target(tor, Optional.of(right))).control().info().mode())
                    .isEqualTo(TorMode.STOCK);
            assertThat(Await.failure(connector.connect(target(tor, Optional.of(wrong)))))
                    .hasMessageContaining("wrong control password: check password.file " + wrong)
                    .hasMessageNotContaining("wort")
                    .matches(e -> e.code() == 515 && e.failure() == Failure.REFUSED);
            assertThat(Await.failure(connector.connect(target(tor, Optional.empty()))))
                    .hasMessageContaining("set password.file in org.eltor.tor.control");
        }
    }

    @Test
    void takesThePasswordWhereTheCookieCannotBeRead() throws Exception {
        try (RealTor tor = RealTor.start(directory, COOKIE, "1", "--HashedControlPassword", HASHED)) {
            Path password = Files.writeString(directory.resolve("right"), "secret word");
            ControlTarget target =
                    new ControlTarget(tor.tcpAddress(), Optional.of(directory.resolve("none")), Optional.of(password));

            assertThat(connect(target).control().info().mode()).isEqualTo(TorMode.STOCK);
        }
    }

    @Test
    void needsNothingWhereTorAsksForNothing() throws Exception {
        try (RealTor tor = RealTor.start(directory, COOKIE, "0")) {
            assertThat(connect(tor.tcpAddress()).control().info().mode()).isEqualTo(TorMode.STOCK);
        }
    }

    @Test
    void readsBackEveryOptionAsItWasSet() throws Exception {
        try (RealTor tor = RealTor.start(directory, COOKIE, "1")) {
            TorControl control = connect(tor.tcpAddress()).control();
            for (String value : List.of("plain", "a \"b\" # \\ é ", "x\\n\\101", " \t", "\u20bf\u0001", "\"q\"")) {
                Await.value(control.setConf(Map.of("ContactInfo", value, "MaxCircuitDirtiness", "77")));

                assertThat(Await.value(control.getConf(Set.of("contactinfo", "MAXCIRCUITDIRTINESS", "NoSuchOption"))))
                        .isEqualTo(Map.of("contactinfo", List.of(value), "MAXCIRCUITDIRTINESS", List.of("77")));
            }
            Await.value(control.resetConf(Set.of("ContactInfo")));
            assertThat(Await.value(control.getConf(Set.of("ContactInfo")))).isEqualTo(Map.of("ContactInfo", List.of()));
        }
    }

    @Test
    void repeatsNoValueInARefusal() throws Exception {
        try (RealTor tor = RealTor.start(directory, COOKIE, "1")) {
            TorControl control = connect(tor.tcpAddress()).control();

            assertThat(Await.failure(control.setConf(Map.of("MaxCircuitDirtiness", "hunter2"))))
                    .hasMessageContaining("Unable to parse *** as a number")
                    .hasMessageNotContaining("hunter2")
                    .matches(e -> e.code() == 513);
        }
    }

    @Test
    void tellsEventsOfSeveralSubscribers() throws Exception {
        try (RealTor tor = RealTor.start(directory, COOKIE, "1")) {
            TorControl control = connect(tor.unixAddress()).control();
            List<TorEvent> changes = new CopyOnWriteArrayList<>();
            List<TorEvent> signals = new CopyOnWriteArrayList<>();
            Await.value(control.subscribe(Set.of("CONF_CHANGED"), changes::add));
            assertThat(Await.failure(control.subscribe(Set.of("NO_SUCH_EVENT", "SIGNAL"), signals::add))
                            .code())
                    .isEqualTo(552);
            TorSubscription subscription = Await.value(control.subscribe(Set.of("SIGNAL"), signals::add));

            Await.value(control.signal("CLEARDNSCACHE"));
            Await.value(control.setConf(Map.of("ContactInfo", "me")));
            Await.until("both events", () -> signals.size() == 1 && changes.size() == 1);
            subscription.close();
            Await.value(control.signal("CLEARDNSCACHE"));
            Await.value(control.resetConf(Set.of("ContactInfo")));
            Await.until("the reset", () -> changes.size() == 2);

            assertThat(signals).containsExactly(new OtherEvent("SIGNAL", List.of("CLEARDNSCACHE")));
            assertThat(changes)
                    .containsExactly(
                            new ConfChangedEvent(Map.of("ContactInfo", List.of("me"))),
                            new ConfChangedEvent(Map.of("ContactInfo", List.of())));
        }
    }

    @Test
    void saysWhatTorRefuses() throws Exception {
        try (RealTor tor = RealTor.start(directory, COOKIE, "1")) {
            TorControl control = connect(tor.tcpAddress()).control();
            List<Fingerprint> path = List.of("A", "B", "C").stream()
                    .map(digit -> new Fingerprint(digit.repeat(40)))
                    .toList();
            List<PaidHop> hops = path.stream()
                    .map(relay -> new PaidHop(relay, "ab".repeat(384)))
                    .toList();

            assertThat(Await.failure(control.extendPaidCircuit(hops)))
                    .hasMessage("tor answered 510 Unrecognized command \"+EXTENDPAIDCIRCUIT\"")
                    .matches(e -> e.code() == 510);
            assertThat(Await.failure(control.extendCircuit(path)).code()).isEqualTo(552);
            assertThat(Await.failure(control.attachStream(new StreamId("9"), Optional.empty()))
                            .code())
                    .isEqualTo(552);
            assertThat(Await.failure(control.teardownCircuit(7)).code()).isEqualTo(510);
            assertThat(Await.failure(control.getInfo("no/such/key")).code()).isEqualTo(552);
            Await.value(control.closeCircuit(new CircuitId("99")));
            Await.value(control.closeStream(new StreamId("99")));
            assertThat(Await.value(control.getInfo("circuit-status"))).isEmpty();
            assertThat(Await.value(control.getInfo("info/names")).lines().count())
                    .isGreaterThan(50);
            assertThatThrownBy(() -> control.getInfo("version\r\nSIGNAL HALT"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Without TCP_QUICKACK most answers of this size take 40 ms and more: tor keeps Nagle's algorithm on. */
    @Test
    void bigAnswersOverTcpDoNotStall() throws Exception {
        try (RealTor tor = RealTor.start(directory, COOKIE, "1")) {
            TorControl control = connect(tor.tcpAddress()).control();
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < 51; i++) {
                long start = System.nanoTime();
                assertThat(Await.value(control.getInfo("config/names"))).hasSizeGreaterThan(4_000);
                millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            }

            // where a segment waits for the acknowledgement of the last, each takes 40 ms
            assertThat(Collections.min(millis)).as("the fastest of %s", millis).isLessThan(30);
        }
    }

    @Test
    void comesBackAfterTorWasKilled() throws Exception {
        AtomicReference<TorControl> published = new AtomicReference<>();
        RealTor tor = RealTor.start(directory, COOKIE, "1");
        ControlTarget target = new ControlTarget(tor.unixAddress(), Optional.empty(), Optional.empty());
        ControlSupervisor supervisor = new ControlSupervisor(
                () -> connector.connect(target),
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), RandomGenerator.getDefault()),
                control -> {
                    published.set(control);
                    return () -> published.set(null);
                });
        supervisor.start();
        try (tor) {
            Await.until("connected", () -> published.get() != null);
            assertThat(supervisor.problem()).isEmpty();
            TorControl first = published.get();
            tor.kill();
            Await.until("withdrawn", () -> published.get() == null);
            Await.until("explained", () -> supervisor.problem().orElse("").startsWith("control socket "));
            assertThat(Await.failure(first.getInfo("version")).failure()).isEqualTo(Failure.CONNECTION_LOST);

            try (RealTor next = RealTor.start(directory, COOKIE, "1")) {
                Await.until("connected again", () -> published.get() != null);
                assertThat(Await.value(published.get().getInfo("process/pid"))).isEqualTo(next.pid());
                supervisor.close();
                assertThat(published.get()).isNull();
            }
        }
        assertThat(supervisor.awaitEnd(Duration.ofSeconds(5))).isTrue();
    }

    private TorConnection connect(String address) throws Exception {
        return connect(new ControlTarget(address, Optional.empty(), Optional.empty()));
    }

    private TorConnection connect(ControlTarget target) throws Exception {
        return Await.value(connector.connect(target));
    }

    private static ControlTarget target(RealTor tor, Optional<Path> password) {
        return new ControlTarget(tor.tcpAddress(), Optional.empty(), password);
    }
}
