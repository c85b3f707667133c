package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.eltor.api.lightning.MilliSatoshi;
import org.junit.jupiter.api.Test;

/** Reads what is logged to {@code target/test.log} under test. */
class FeeWatchTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final FeeWatch watch = new FeeWatch();

    @Test
    void warnsOnceAnHourWhenFeesExceedThePrice() throws IOException {
        long before = warnings();
        for (int i = 0; i < 100; i++) {
            watch.settled(MilliSatoshi.of(1_000), MilliSatoshi.of(4_000), NOW.plusSeconds(i));
        }
        assertThat(warnings() - before).isEqualTo(1);

        watch.settled(MilliSatoshi.of(1_000), MilliSatoshi.of(4_000), NOW.plusSeconds(3_700));
        assertThat(warnings() - before).isEqualTo(2);
    }

    @Test
    void saysNothingOfUsualFees() throws IOException {
        long before = warnings();
        for (int i = 0; i < 100; i++) {
            watch.settled(MilliSatoshi.of(1_000), MilliSatoshi.of(1_000), NOW);
        }
        assertThat(warnings()).isEqualTo(before);
    }

    private static long warnings() throws IOException {
        return Files.readAllLines(Path.of("target/test.log")).stream()
                .filter(line -> line.contains("WARN") && line.contains("msat in fees for"))
                .count();
    }
}
