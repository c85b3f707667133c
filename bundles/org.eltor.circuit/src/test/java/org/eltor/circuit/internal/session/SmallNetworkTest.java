package org.eltor.circuit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.Hop;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorMode;
import org.junit.jupiter.api.Test;

/** What is given up where there are too few relays for circuits that share none: in one order, and not in silence. */
class SmallNetworkTest {
    private static SimulatedSession session(int relays) {
        SimulatedSession session = new SimulatedSession(TorMode.STOCK, relays).start(2, 10, true);
        session.seconds(5);
        return session;
    }

    private static List<Fingerprint> path(CircuitInfo circuit) {
        return circuit.hops().stream().map(Hop::relay).toList();
    }

    private static List<String> givenUp(SimulatedSession session) {
        return session.notices().stream()
                .filter(notice -> notice.startsWith("Path of "))
                .toList();
    }

    @Test
    void nothingIsGivenUpWhereThereAreEnough() {
        SimulatedSession session = session(6);
        assertThat(session.usable()).hasSize(2);
        assertThat(path(session.usable().get(0)))
                .doesNotContainAnyElementsOf(path(session.usable().get(1)));
        assertThat(givenUp(session)).isEmpty();
    }

    @Test
    void theMiddleIsSharedFirst() {
        SimulatedSession session = session(5); // one guard, one middle, three exits
        assertThat(session.usable()).hasSize(2);
        List<Fingerprint> primary = path(session.usable().get(0));
        List<Fingerprint> backup = path(session.usable().get(1));
        assertThat(backup.get(1)).isEqualTo(primary.get(1));
        assertThat(backup.get(2)).isNotEqualTo(primary.get(2));
        assertThat(givenUp(session))
                .containsExactly("Path of BACKUP: a middle of another circuit is used: no other path fits");
    }

    @Test
    void theExitIsSharedWhereTheMiddleNeedNotBe() {
        SimulatedSession session = new SimulatedSession(TorMode.STOCK, 6);
        session.relays.relays.remove(5); // two guards, two middles, one exit
        session.relays.parts(2, 4);
        session.start(2, 10, true).seconds(5);
        assertThat(session.usable()).hasSize(2);
        List<Fingerprint> primary = path(session.usable().get(0));
        List<Fingerprint> backup = path(session.usable().get(1));
        assertThat(backup.get(1)).isNotEqualTo(primary.get(1));
        assertThat(backup.get(2)).isEqualTo(primary.get(2));
        assertThat(givenUp(session))
                .containsExactly("Path of BACKUP: an exit of another circuit is used: no other path fits");
    }

    @Test
    void noCircuitIsBuiltThatWouldFailWithTheOther() {
        SimulatedSession session = session(3);
        assertThat(session.usable()).hasSize(1);
        assertThat(givenUp(session)).isEmpty();
    }

    @Test
    void aRuleThatIsGivenUpAgainIsNotSaidAgain() {
        SimulatedSession session = session(5);
        for (int i = 0; i < 3; i++) {
            CircuitInfo backup = session.usable().get(1);
            session.tor.closeCircuit(backup.id(), "DESTROYED", "DESTROYED");
            session.seconds(20);
        }
        assertThat(session.usable()).hasSize(2);
        assertThat(givenUp(session)).doesNotHaveDuplicates().hasSizeBetween(1, 3);
    }

    @Test
    void anExitIsSharedWhereTheOthersAreDead() {
        SimulatedSession session = new SimulatedSession(TorMode.STOCK, 9); // three guards, three middles, three exits
        session.start(2, 10, true).seconds(5);
        Fingerprint used = path(session.usable().get(1)).get(2);
        List<Fingerprint> others = session.relays.relays.subList(6, 9).stream()
                .map(RelayDescriptor::fingerprint)
                .filter(exit -> !exit.equals(used))
                .toList();
        others.forEach(session.tor::killRelay);
        session.seconds(30);
        assertThat(session.usable())
                .hasSize(2)
                .allSatisfy(circuit -> assertThat(path(circuit).get(2)).isEqualTo(used));
        assertThat(path(session.usable().get(0)).get(1))
                .isNotEqualTo(path(session.usable().get(1)).get(1));
        assertThat(givenUp(session)).anyMatch(notice -> notice.contains("an exit of another circuit is used"));
    }

    @Test
    void aRelayThatFailedTwiceIsTakenWhereThereIsNoOther() {
        SimulatedSession session = session(3);
        List<Fingerprint> only = path(session.usable().get(0));
        session.tor.killRelay(only.get(2));
        session.seconds(20);
        assertThat(session.usable()).isEmpty();
        session.tor.reviveRelay(only.get(2));
        session.seconds(60);
        assertThat(session.usable()).hasSize(1);
    }
}
