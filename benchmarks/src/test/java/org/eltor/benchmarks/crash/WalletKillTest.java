package org.eltor.benchmarks.crash;

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

/** {@code -Deltor.payment.kills=1000} kills more often. */
class WalletKillTest {
    private static final int KILLS = Integer.getInteger("eltor.payment.kills", 30);

    @TempDir
    Path directory;

    @Test
    @Timeout(3600)
    void aPayerThatIsKilledAnywherePaysNothingTwiceAndNothingTooMuchWhicheverItsWallet() throws Exception {
        ExecutorService lanes = Executors.newFixedThreadPool(4);
        List<WalletKillRun> runs = new ArrayList<>();
        List<Future<WalletKillRun.Tally>> tallies = new ArrayList<>();
        for (DoubleKind kind : DoubleKind.values()) {
            Path folder = Files.createDirectory(directory.resolve(kind.name()));
            WalletKillRun run = new WalletKillRun(kind, folder, 7 + kind.ordinal(), 2_000_000);
            runs.add(run);
            Callable<WalletKillRun.Tally> play = () -> run.play(KILLS / DoubleKind.values().length);
            tallies.add(lanes.submit(play));
        }
        lanes.shutdown();
        int payments = 0;
        for (Future<WalletKillRun.Tally> tally : tallies) {
            System.out.println(tally.get());
            payments += tally.get().payments();
        }
        assertThat(payments).isPositive();
        for (WalletKillRun run : runs) {
            assertThat(run.said())
                    .doesNotContainPattern("(?<![0-9A-Za-z])[0-9a-f]{64}")
                    .doesNotContainPattern("(lno1|lnbc|lni1)[0-9a-z]{20}");
        }
    }
}
