package org.eltor.devnet.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.devnet.internal.demo.Killer.Victim;
import org.junit.jupiter.api.Test;

class KillerTest {

    private static final CircuitInfo PRIMARY = live(1, 0);
    private static final CircuitInfo BACKUP = live(2, 1);
    private static final CircuitInfo DEAD = Samples.circuit(3, 0);
    private static final List<CircuitInfo> CIRCUITS = List.of(DEAD, PRIMARY, BACKUP);

    private static CircuitInfo live(int id, int slot) {
        return Samples.circuit(id, slot, CircuitState.USABLE, 1, 1, Optional.of(Duration.ofMillis(1)));
    }

    private static List<Fingerprint> victims(Kill.Target target) {
        return Killer.choose(target, CIRCUITS).stream().map(Victim::relay).toList();
    }

    @Test
    void oneRelayOfPrimaryDies() {
        assertThat(victims(Kill.Target.GUARD)).containsExactly(Samples.relay(0));
        assertThat(victims(Kill.Target.MIDDLE)).containsExactly(Samples.relay(1));
        assertThat(victims(Kill.Target.EXIT)).containsExactly(Samples.relay(2));
    }

    @Test
    void ofBothTheExitOfOneAndTheMiddleOfTheOther() {
        assertThat(victims(Kill.Target.BOTH)).containsExactly(Samples.relay(2), Samples.relay(4));
    }

    @Test
    void thePlaceIsSaid() {
        assertThat(Killer.choose(Kill.Target.BOTH, CIRCUITS))
                .extracting(Victim::why)
                .containsExactly("relay2, the exit of PRIMARY circuit 1", "relay4, the middle of BACKUP circuit 2");
    }

    @Test
    void everyUsableCircuitThroughADeadRelayIsExpectedToFail() {
        List<Victim> victims = List.of(new Victim(Samples.relay(0), ""), new Victim(Samples.relay(6), ""));
        assertThat(Killer.expected(victims, CIRCUITS).hit()).isEqualTo(Map.of(new CircuitId("1"), CircuitRole.PRIMARY));
    }
}
