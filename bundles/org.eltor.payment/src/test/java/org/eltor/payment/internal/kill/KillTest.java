package org.eltor.payment.internal.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code -Deltor.payment.kills=1000} kills more often. */
class KillTest {
    private static final int KILLS = Integer.getInteger("eltor.payment.kills", 60);
    private static final Logger LOG = LoggerFactory.getLogger("org.eltor.payment.kill");

    @TempDir
    Path directory;

    @Test
    @Timeout(1800)
    void aPayerThatIsKilledAnywherePaysNothingTwiceAndNothingTooMuch() throws Exception {
        // the second one meets its limit, and goes on dying there
        List<KillRun> runs = List.of(
                new KillRun(Files.createDirectory(directory.resolve("1")), 1, 100_000_000),
                new KillRun(Files.createDirectory(directory.resolve("2")), 2, 100_000));
        ExecutorService lanes = Executors.newFixedThreadPool(runs.size());
        List<Future<KillRun.Tally>> tallies = new ArrayList<>();
        for (KillRun run : runs) {
            Callable<KillRun.Tally> lane = () -> run.play(KILLS / runs.size());
            tallies.add(lanes.submit(lane));
        }
        lanes.shutdown();
        for (Future<KillRun.Tally> tally : tallies) {
            LOG.info("{}", tally.get());
            assertThat(tally.get().settled()).isGreaterThan(KILLS / 4);
        }
        for (KillRun run : runs) {
            assertThat(run.said())
                    .doesNotContainPattern("(?<![0-9A-Za-z])[0-9a-f]{64}")
                    .doesNotContain("lno1qpzry9");
        }
    }
}
