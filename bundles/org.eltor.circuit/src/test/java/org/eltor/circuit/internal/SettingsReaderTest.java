package org.eltor.circuit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eltor.circuit.internal.session.CircuitSettings;
import org.eltor.circuit.internal.session.CircuitSettings.Target;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    @Test
    void takesTheEnvironmentsRoundsOnlyWhereNoneAreConfigured() {
        assertThat(SettingsReader.rounds(0, null)).isEqualTo(10);
        assertThat(SettingsReader.rounds(0, "12")).isEqualTo(12);
        assertThat(SettingsReader.rounds(7, "12")).isEqualTo(7);
        assertThatThrownBy(() -> SettingsReader.rounds(0, "ten"))
                .hasMessage("PAYMENT_INTERVAL_ROUNDS must be 1 to 10000");
    }

    @Test
    void readsTargets() {
        assertThat(Target.parse("probe.target", " ")).isEmpty();
        assertThat(Target.parse("probe.target", "example.com:443")).hasValue(new Target("example.com", 443));
        assertThat(Target.parse("probe.target", "[::1]:80")).hasValue(new Target("::1", 80));
        for (String bad : new String[] {"example.com", ":80", "example.com:0", "example.com:99999", "a b:80"}) {
            assertThatThrownBy(() -> Target.parse("probe.target", bad))
                    .hasMessage("probe.target must be host:port, not \"" + bad + "\"");
        }
    }

    @Test
    void refusesWhatIsOutOfRangeByName() {
        assertThatThrownBy(() -> settings(9, 60)).hasMessage("circuits must be 1 to 8, not 9");
        assertThatThrownBy(() -> settings(2, 61)).hasMessage("interval.max.seconds must be 1 to 60");
        assertThat(settings(2, 60)).isEqualTo(CircuitSettings.DEFAULTS);
    }

    private static CircuitSettings settings(int circuits, int intervalSeconds) {
        return new CircuitSettings(
                circuits,
                Math.max(4, circuits),
                10,
                Duration.ofSeconds(intervalSeconds),
                Duration.ofSeconds(30),
                Set.of(80, 443),
                256,
                true,
                Duration.ofSeconds(30),
                false,
                Optional.empty(),
                Optional.empty());
    }
}
