package org.eltor.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WalletSwapTest {
    @TempDir
    Path directory;

    @Test
    @Timeout(900)
    void aWalletThatIsConfiguredAnewUnderLoadLosesNothingAndPaysNothingTwice() throws Exception {
        ExecutorService lanes = Executors.newFixedThreadPool(DoubleKind.values().length);
        List<Future<WalletSwapRun.Tally>> tallies = new ArrayList<>();
        for (DoubleKind kind : DoubleKind.values()) {
            Path folder = Files.createDirectory(directory.resolve(kind.name()));
            WalletSwapRun run = new WalletSwapRun(kind, folder, 11 + kind.ordinal());
            tallies.add(lanes.submit(run::play));
        }
        lanes.shutdown();
        for (Future<WalletSwapRun.Tally> tally : tallies) {
            System.out.println(tally.get());
            assertThat(tally.get().caught()).isGreaterThan(3);
            assertThat(tally.get().found().payments()).isPositive();
        }
    }
}
