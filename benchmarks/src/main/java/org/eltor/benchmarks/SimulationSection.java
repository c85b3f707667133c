package org.eltor.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eltor.payment.internal.pay.CrashSimulation;

/** A million deaths of a simulated payer, with seeds that no test has. */
final class SimulationSection implements Section {
    private static final long CRASHES = Long.getLong("bench.crashes", 1_000_000);
    private static final long SEED = 1_000_000_000;

    @Override
    public String name() {
        return "simulation";
    }

    @Override
    public List<String> run(Path results) throws Exception {
        Scratch.beQuiet();
        int lanes = Math.max(1, Runtime.getRuntime().availableProcessors());
        ExecutorService threads = Executors.newFixedThreadPool(lanes);
        List<Future<CrashSimulation.Tally>> running = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            long seed = SEED * (lane + 1);
            Callable<CrashSimulation.Tally> play = () -> CrashSimulation.playUntil(seed, CRASHES / lanes);
            running.add(threads.submit(play));
        }
        threads.shutdown();
        CrashSimulation.Tally all = CrashSimulation.Tally.NONE;
        for (Future<CrashSimulation.Tally> one : running) {
            all = all.plus(one.get());
        }
        System.out.printf(
                "simulation: %d deaths of a simulated payer, %d of them with payments in flight;%n"
                        + "  wallets were asked %d times, and settled %d payments: none twice, none lost, none over a limit%n",
                all.crashes(), all.busy(), all.asked(), all.settled());
        Scratch.write(results, Scratch.tree(all));
        return List.of(); // it throws where something does not hold
    }
}
