package org.eltor.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eltor.payment.internal.kill.KillRun;

/** A payer in a JVM of its own, killed with SIGKILL a thousand times. */
final class CrashSection implements Section {
    private static final int KILLS = Integer.getInteger("bench.kills", 1_000);
    private static final int LANES = 2;

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public void run(Path results) throws Exception {
        try (Scratch scratch = new Scratch(results)) {
            ExecutorService lanes = Executors.newFixedThreadPool(LANES);
            List<Future<KillRun.Tally>> running = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                Path folder = Files.createDirectory(scratch.folder().resolve("lane" + lane));
                // the second lane meets its limit
                KillRun run = new KillRun(folder, 1_000 + lane, lane == 0 ? 100_000_000_000L : 2_000_000);
                Callable<KillRun.Tally> play = () -> run.play(KILLS / LANES);
                running.add(lanes.submit(play));
            }
            lanes.shutdown();
            List<KillRun.Tally> tallies = new ArrayList<>();
            for (Future<KillRun.Tally> one : running) {
                tallies.add(one.get());
                System.out.println("crash: 0 paid twice, 0 lost, 0 over a limit: " + one.get());
            }
            Scratch.write(results, Scratch.tree(tallies));
        }
    }
}
