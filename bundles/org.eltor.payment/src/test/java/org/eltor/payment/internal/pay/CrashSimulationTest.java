package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole sessions with wallets that fail in every way and a process that is killed at any step. The seed of a session
 * that fails is in the message. {@code -Deltor.payment.crashes=100000} kills it more often.
 */
class CrashSimulationTest {
    private static final long CRASHES = Long.getLong("eltor.payment.crashes", 10_000);
    private static final int RUNS_ON_FILES = 40;
    private static final Logger LOG = LoggerFactory.getLogger("org.eltor.payment.simulation");

    @Test
    void nothingIsPaidTwiceAndNothingIsLostWhereverItIsKilled() {
        CrashSimulation.Tally tally = CrashSimulation.playUntil(0, CRASHES);

        LOG.info("In memory: {}", tally);
        assertThat(tally.crashes()).isGreaterThanOrEqualTo(CRASHES);
        assertThat(tally.busy()).isGreaterThan(CRASHES / 3);
        assertThat(tally.settled()).isGreaterThan(CRASHES / 2);
    }

    @Test
    void neitherOnRealFiles() throws IOException {
        Path memory = Path.of("/dev/shm"); // flushing to a disk would take most of the time
        Path directory = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "eltor-payment-")
                : Files.createTempDirectory("eltor-payment-");
        try {
            CrashSimulation.Tally tally = CrashSimulation.Tally.NONE;
            for (long seed = 0; seed < RUNS_ON_FILES; seed++) {
                Path folder = directory.resolve(Long.toString(seed));
                tally = tally.plus(CrashSimulation.play(seed, new SimulatedDisk.OnFiles(folder)));
            }
            LOG.info("On files: {}", tally);
            assertThat(tally.crashes()).isGreaterThan(RUNS_ON_FILES);
            assertThat(tally.settled()).isGreaterThan(RUNS_ON_FILES);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
