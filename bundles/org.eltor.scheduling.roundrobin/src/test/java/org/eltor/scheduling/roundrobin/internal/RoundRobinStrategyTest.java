package org.eltor.scheduling.roundrobin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.SchedulingRequest;
import org.eltor.api.circuit.SchedulingRequest.Purpose;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.tor.CircuitId;
import org.junit.jupiter.api.Test;

class RoundRobinStrategyTest {
    private final RoundRobinStrategy strategy = new RoundRobinStrategy();

    @Test
    void alternatesFromPrimaryOn() {
        assertThat(turns(6, 0, 1)).isEqualTo("0 1 0 1 0 1");
    }

    @Test
    void takesFourInTheOrderOfRoles() {
        assertThat(turns(9, 0, 1, 2, 3)).isEqualTo("0 1 2 3 0 1 2 3 0");
    }

    @Test
    void keepsTheOrderWhenACircuitDropsOut() {
        assertThat(next(OptionalInt.of(0), 0, 2)).isEqualTo(2);
        assertThat(next(OptionalInt.of(1), 0, 2)).isEqualTo(2);
        assertThat(next(OptionalInt.of(2), 0, 1)).isEqualTo(0);
    }

    @Test
    void takesTheOnlyOneAgainAndAgain() {
        assertThat(turns(3, 1)).isEqualTo("1 1 1");
    }

    private String turns(int count, int... slots) {
        OptionalInt previous = OptionalInt.empty();
        StringBuilder order = new StringBuilder();
        for (int turn = 0; turn < count; turn++) {
            previous = OptionalInt.of(next(previous, slots));
            order.append(turn == 0 ? "" : " ").append(previous.getAsInt());
        }
        return order.toString();
    }

    private int next(OptionalInt previous, int... slots) {
        List<CircuitInfo> candidates =
                Arrays.stream(slots).mapToObj(RoundRobinStrategyTest::circuit).toList();
        return strategy.next(new SchedulingRequest(Purpose.ROUND, candidates, previous))
                .role()
                .slot();
    }

    private static CircuitInfo circuit(int slot) {
        return new CircuitInfo(
                new CircuitId(Integer.toString(slot + 1)),
                new CircuitRole(slot),
                CircuitState.USABLE,
                List.of(),
                Instant.EPOCH,
                Optional.empty(),
                0,
                0,
                0,
                0,
                0,
                MilliSatoshi.ZERO,
                Optional.empty());
    }
}
