package org.eltor.circuit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.CircuitId;
import org.junit.jupiter.api.Test;

/** Streams whose target not every circuit is good for. PRIMARY has relays 0, 6 and 12, BACKUP 1, 7 and 13. */
class StreamTargetsTest {
    private static final IntPredicate NO_PORT = port -> false;

    private final SimulatedSession session = new SimulatedSession();

    private void relay(int number, Set<RelayFlag> flags, IntPredicate ipv6) {
        RelayDescriptor old = session.relays.relays.get(number);
        session.relays.relays.set(
                number,
                new RelayDescriptor(
                        old.fingerprint(),
                        old.nickname(),
                        old.addresses(),
                        flags,
                        old.bandwidth(),
                        old.family(),
                        old.exitPorts(),
                        ipv6,
                        old.deliversPaymentIds(),
                        old.terms()));
    }

    private Optional<CircuitId> open(String host, int port) {
        var stream = session.tor.openStream(host, port, Map.of());
        session.seconds(0.3);
        return session.tor.circuitOf(stream);
    }

    private CircuitId running(int slot) {
        session.start(2, 10, false).seconds(2);
        return session.usable().get(slot).id();
    }

    @Test
    void anIpv6AddressGoesOverAnExitThatLetsItThrough() {
        relay(13, Set.of(), port -> port == 80);
        CircuitId backup = running(1);
        for (String host : List.of("[2001:db8::1]", "2001:db8::2", "[2001:db8::3]", "2001:DB8::4")) {
            assertThat(open(host, 80)).hasValue(backup);
        }
        assertThat(open("[2001:db8::1]", 443)).isEmpty();
        assertThat(List.of(open("name.example", 80), open("192.0.2.1", 80))).doesNotHaveDuplicates();
    }

    @Test
    void anIpv6AddressWaitsWhereNoExitLetsItThrough() {
        running(0);
        assertThat(open("[2001:db8::1]", 80)).isEmpty();
        assertThat(open("name.example", 80)).isPresent();
    }

    @Test
    void aLongLivedPortGoesOverStableRelays() {
        List.of(1, 7, 13).forEach(number -> relay(number, Set.of(RelayFlag.STABLE), NO_PORT));
        relay(0, Set.of(RelayFlag.STABLE), NO_PORT); // not enough
        CircuitId backup = running(1);
        for (String host : List.of("a.example", "b.example", "c.example")) {
            assertThat(open(host, 22)).hasValue(backup);
        }
        assertThat(List.of(open("d.example", 80), open("e.example", 80))).doesNotHaveDuplicates();
    }

    @Test
    void aLongLivedPortGoesOverAnyCircuitWhereNoneIsStable() {
        running(0);
        assertThat(open("a.example", 22)).isPresent();
    }
}
