package org.eltor.circuit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.circuit.StreamInfo;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.TorMode;
import org.eltor.testkit.StreamBehaviour;
import org.junit.jupiter.api.Test;

/** Which circuit a stream gets (design section 6). */
class SessionStreamsTest {
    private final SimulatedSession session = new SimulatedSession().start(2, 10, false);

    private SimulatedSession running() {
        session.seconds(2);
        return session;
    }

    private StreamId open(String host, String... arguments) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            map.put(arguments[i], arguments[i + 1]);
        }
        StreamId stream = session.tor.openStream(host, 80, map);
        session.seconds(0.3);
        return stream;
    }

    private CircuitId circuitOf(StreamId stream) {
        return session.tor.circuitOf(stream).orElseThrow();
    }

    @Test
    void alternatesBetweenTheCircuits() {
        running();
        List<CircuitId> used = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            used.add(circuitOf(open("host" + i + ".example")));
        }
        assertThat(used.subList(0, 2)).doesNotHaveDuplicates();
        assertThat(used).containsExactly(used.get(0), used.get(1), used.get(0), used.get(1), used.get(0), used.get(1));
        assertThat(session.usable()).extracting(CircuitInfo::streams).containsExactly(3L, 3L);
    }

    @Test
    void keepsOneDestinationOnOneCircuit() {
        running();
        CircuitId first = circuitOf(open("site.example"));
        assertThat(circuitOf(open("SITE.example"))).isEqualTo(first);
        assertThat(circuitOf(open("other.example"))).isNotEqualTo(first);
        assertThat(circuitOf(open("site.example"))).isEqualTo(first);
    }

    @Test
    void leavesOnionServicesAndDirectoryStreamsToTor() {
        running();
        Set<CircuitId> ours =
                new HashSet<>(session.usable().stream().map(CircuitInfo::id).toList());
        StreamId onion = open("abcdefghijklmnop.onion");
        StreamId directory = open("127.0.0.1", "PURPOSE", "DIR_FETCH");
        assertThat(session.tor.commandLines("ATTACHSTREAM"))
                .contains("ATTACHSTREAM " + onion + " 0", "ATTACHSTREAM " + directory + " 0");
        assertThat(session.tor.circuitOf(onion))
                .isNotIn(ours.stream().map(Optional::of).toList());
        assertThat(session.board.streams()).isEmpty();
    }

    @Test
    void keepsThePaymentServicesLookupsOffPaidCircuits() {
        running();
        StreamId lookup = open("payee.example", "SOCKS_USERNAME", "eltor-lookup-1f");
        assertThat(session.tor.commandLines("ATTACHSTREAM")).contains("ATTACHSTREAM " + lookup + " 0");
        assertThat(session.usable()).allSatisfy(c -> assertThat(c.streams()).isZero());
    }

    @Test
    void attachesLookups() {
        running();
        StreamId lookup = session.tor.openResolve("name.example");
        session.seconds(0.1);
        assertThat(session.tor.commandLines("ATTACHSTREAM"))
                .anyMatch(c -> c.startsWith("ATTACHSTREAM " + lookup + " "));
    }

    @Test
    void neverMixesIsolationClassesOnOneCircuit() {
        running();
        open("a.example", "SOCKS_USERNAME", "alice", "ISO_FIELDS", "SOCKS_USERNAME,SOCKS_PASSWORD,NYM_EPOCH");
        open("b.example", "SOCKS_USERNAME", "alice", "ISO_FIELDS", "SOCKS_USERNAME,SOCKS_PASSWORD,NYM_EPOCH");
        StreamId bob =
                open("a.example", "SOCKS_USERNAME", "bob", "ISO_FIELDS", "SOCKS_USERNAME,SOCKS_PASSWORD,NYM_EPOCH");
        session.seconds(2);
        CircuitInfo third = session.circuit(circuitOf(bob));
        assertThat(third.role()).isEqualTo(new CircuitRole(2));
        assertThat(third.streams()).isEqualTo(1);
    }

    @Test
    void violatesNoIsolationInRandomTraffic() {
        running();
        Random random = new Random(7);
        Map<StreamId, String> users = new HashMap<>();
        Map<CircuitId, Set<String>> carried = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            String user = "user" + random.nextInt(5);
            StreamId stream = session.tor.openStream(
                    "host" + random.nextInt(20) + ".example",
                    80,
                    Map.of("SOCKS_USERNAME", user, "SOCKS_PASSWORD", "x"));
            users.put(stream, user);
            session.seconds(random.nextInt(10) / 20.0);
            for (StreamInfo open : session.board.streams()) {
                open.circuit()
                        .ifPresent(c -> carried.computeIfAbsent(c, id -> new HashSet<>())
                                .add(users.get(open.id())));
            }
            if (random.nextInt(3) == 0) {
                session.tor.liveStreams().stream().findFirst().ifPresent(session.tor::endStream);
            }
        }
        assertThat(carried).isNotEmpty();
        assertThat(carried.values()).allSatisfy(classes -> assertThat(classes).hasSize(1));
    }

    @Test
    void renewsCircuitsAfterNewnym() {
        running();
        CircuitId old = circuitOf(open("a.example", "NYM_EPOCH", "0"));
        StreamId fresh = open("a.example", "NYM_EPOCH", "1");
        session.seconds(3);
        assertThat(circuitOf(fresh)).isNotEqualTo(old);
        assertThat(session.manager.info().failovers()).isZero();
    }

    @Test
    void reattachesADetachedStreamElsewhere() {
        running();
        session.tor.streamBehaviour("slow.example", new StreamBehaviour.Hangs());
        StreamId stream = open("slow.example");
        CircuitId first = circuitOf(stream);
        session.tor.detachStream(stream, "TIMEOUT", null);
        session.seconds(0.2);
        assertThat(session.tor.circuitOf(stream))
                .hasValueSatisfying(c -> assertThat(c).isNotEqualTo(first));
    }

    @Test
    void closesAStreamThatNoCircuitCanServe() {
        running();
        StreamId stream = session.tor.openStream("mail.example", 25, Map.of());
        session.seconds(1);
        assertThat(session.tor.circuitOf(stream)).isEmpty();
    }

    @Test
    void movesNewStreamsToTheSuccessorAndLetsOldOnesFinish() {
        SimulatedSession longer = running();
        StreamId old = open("download.example");
        CircuitId first = circuitOf(old);
        longer.seconds(275);
        assertThat(longer.circuit(first).state()).hasToString("DRAINING");
        assertThat(circuitOf(open("new.example"))).isNotEqualTo(first);
        longer.tor.endStream(old);
        longer.seconds(0.2);
        assertThat(longer.circuit(first).state()).hasToString("CLOSED");
        assertThat(longer.circuit(first).closedReason()).hasValue("replaced");
    }

    @Test
    void makesStreamsWaitUntilThereIsACircuit() {
        running();
        session.usable().forEach(c -> session.tor.killRelay(c.hops().get(1).relay()));
        StreamId stream = session.tor.openStream("patient.example", 80, Map.of());
        session.seconds(3);
        Set<Fingerprint> path = new HashSet<>();
        session.circuit(circuitOf(stream)).hops().forEach(h -> path.add(h.relay()));
        assertThat(path).hasSize(3);
    }

    @Test
    void handsBackWhatADeadControllerLeft() {
        SimulatedSession other = new SimulatedSession();
        other.tor.control().setConf(Map.of("__LeaveStreamsUnattached", "1"));
        StreamId left = other.tor.openStream("left.example", 80, Map.of());
        other.seconds(0.1);
        assertThat(other.tor.circuitOf(left)).isEmpty();
        other.start(2, 10, false).seconds(2);
        assertThat(other.tor.commandLines("ATTACHSTREAM")).contains("ATTACHSTREAM " + left + " 0");
        assertThat(other.tor.option("__LeaveStreamsUnattached")).containsExactly("1");
        other.manager.stop();
        other.seconds(1);
        assertThat(other.tor.option("__LeaveStreamsUnattached")).containsExactly("0");
    }

    @Test
    void survivesAnswersThatComeAfterTheEvents() {
        SimulatedSession other = new SimulatedSession();
        other.tor.eventsBeforeReply(true);
        other.start(2, 10, false).seconds(2);
        assertThat(other.usable()).hasSize(2);
    }

    @Test
    void attachesAThousandStreams() {
        SimulatedSession many = new SimulatedSession(TorMode.STOCK, SimulatedSession.settings(4, Optional.empty()), 10);
        many.start(4, 40, false).seconds(2);
        List<StreamId> streams = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            streams.add(many.tor.openStream("host" + i + ".example", 80, Map.of()));
        }
        many.seconds(2);
        assertThat(streams).allSatisfy(s -> assertThat(many.tor.circuitOf(s)).isPresent());
        assertThat(many.usable()).allSatisfy(c -> assertThat(c.openStreams()).isEqualTo(250));
        assertThat(many.notices()).anyMatch(n -> n.contains("streams of at most 256"));
    }
}
