package org.eltor.devnet.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditScheduleTest {

    private final AuditSchedule usual = new AuditSchedule(Duration.ofSeconds(60));
    private final AuditSchedule scaled = new AuditSchedule(Duration.ofSeconds(6));

    @Test
    void looksEveryThreeSecondsOfSixty() {
        assertThat(usual.poll(0, 0)).isZero();
        assertThat(usual.poll(0, 1)).isEqualTo(Duration.ofSeconds(3));
        assertThat(usual.poll(0, AuditSchedule.POLLS - 1)).isEqualTo(Duration.ofSeconds(57));
        assertThat(usual.end(0)).isEqualTo(Duration.ofSeconds(60));
        assertThat(usual.poll(9, 0)).isEqualTo(Duration.ofSeconds(540));
        assertThat(usual.end(9)).isEqualTo(Duration.ofSeconds(600));
    }

    @Test
    void graceIsFifteenSecondsOfSixty() {
        assertThat(usual.isOnTime(0, Duration.ofSeconds(75))).isTrue();
        assertThat(usual.isOnTime(0, Duration.ofSeconds(75).plusNanos(1))).isFalse();
        assertThat(usual.isOnTime(9, Duration.ofSeconds(615))).isTrue();
        assertThat(usual.isOnTime(9, Duration.ofSeconds(616))).isFalse();
    }

    @Test
    void everythingScalesWithTheInterval() {
        assertThat(scaled.poll(2, 1)).isEqualTo(Duration.ofMillis(12_300));
        assertThat(scaled.end(2)).isEqualTo(Duration.ofSeconds(18));
        assertThat(scaled.isOnTime(2, Duration.ofMillis(19_500))).isTrue();
        assertThat(scaled.isOnTime(2, Duration.ofMillis(19_501))).isFalse();
    }

    @Test
    void anIntervalOfNothingIsRefused() {
        assertThatThrownBy(() -> new AuditSchedule(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
