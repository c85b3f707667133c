package org.eltor.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.eltor.api.lightning.MilliSatoshi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.001", "1000, 1", "1500, 1.5", "45000, 45", "10000000, 10000"})
    void satoshiKeepTheirFractions(long msat, String sat) {
        assertThat(Units.sat(MilliSatoshi.of(msat))).isEqualTo(sat);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1500, 1.5 kB",
        "9950, 10 kB",
        "999499, 999 kB",
        "999500, 1.0 MB",
        "9223372036854775807, 9.2 EB"
    })
    void bytesHaveThreeDigitsAtMost(long bytes, String text) {
        assertThat(Units.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"-5, 0s", "0, 0s", "59, 59s", "65, 1m05s", "3600, 1h00m", "100000, 1d03h"})
    void agesHaveTwoParts(long seconds, String text) {
        Instant since = Instant.EPOCH;
        assertThat(Units.age(since, since.plusSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void timesAreInUtc() {
        assertThat(Units.time(Instant.parse("2026-02-03T04:05:06.789Z"))).isEqualTo("2026-02-03 04:05:06");
        assertThat(Units.seconds(Duration.ofMillis(1500))).isEqualTo("1.5s");
        assertThat(Units.seconds(Duration.ofMinutes(1))).isEqualTo("60s");
    }
}
