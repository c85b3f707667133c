package org.eltor.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eltor.benchmarks.crash.DoubleKind;
import org.eltor.benchmarks.crash.WalletKillRun;
import org.eltor.payment.internal.kill.KillRun;

/**
 * A payer in a JVM of its own, killed with SIGKILL a thousand times with each of the wallets. It fails where something was paid twice, lost, or over a limit.
 */
final class CrashSection implements Section {
    private static final int KILLS = Integer.getInteger("bench.kills", 1_000);
    private static final int LANES = 2;
    /** Payers wait a lot: for wallets that hang, and for phoenixd, which is paid an offer a second. */
    private static final int WALLET_LANES = 4;
    /** So little that it is met. */
    private static final long WALLET_LIMIT = 2_000_000;

    /** Figures of the file. */
    record Figures(List<KillRun.Tally> simulated, List<WalletKillRun.Tally> wallets) {}

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public List<String> run(Path results) throws Exception {
        try (Scratch scratch = new Scratch(results)) {
            List<KillRun.Tally> simulated = simulated(scratch.folder());
            List<WalletKillRun.Tally> wallets = wallets(scratch.folder());
            Scratch.write(results, Scratch.tree(new Figures(simulated, wallets)));
            System.out.println("crash: payers killed with SIGKILL; nothing was paid twice, lost, or over a limit");
            System.out.printf(
                    "  %-18s %6s %9s %11s %14s%n", "wallet", "kills", "payments", "spent (sat)", "left unknown");
            simulated.forEach(tally -> row("simulated", tally.kills(), tally.settled(), tally.spent(), 0));
            wallets.forEach(
                    tally -> row(tally.wallet(), tally.kills(), tally.payments(), tally.spentMsat(), tally.open()));
            System.out.println("  (unknown: in flight for ever and counted as spent, where a wallet cannot say)");
        }
        return List.of(); // it throws where something does not hold
    }

    private static void row(String wallet, int kills, int payments, long msat, long open) {
        System.out.printf(Locale.ROOT, "  %-18s %6d %9d %11.0f %14d%n", wallet, kills, payments, msat / 1000.0, open);
    }

    private static List<KillRun.Tally> simulated(Path scratch) throws Exception {
        List<Callable<KillRun.Tally>> plays = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            Path folder = Files.createDirectory(scratch.resolve("lane" + lane));
            // the second lane meets its limit
            KillRun run = new KillRun(folder, 1_000 + lane, lane == 0 ? 100_000_000_000L : 2_000_000);
            plays.add(() -> run.archiveClasses().play(KILLS / LANES));
        }
        return all(plays, LANES);
    }

    private static List<WalletKillRun.Tally> wallets(Path scratch) throws Exception {
        List<Callable<WalletKillRun.Tally>> plays = new ArrayList<>();
        for (DoubleKind kind : DoubleKind.values()) {
            Path folder = Files.createDirectory(scratch.resolve(kind.name()));
            WalletKillRun run = new WalletKillRun(kind, folder, 2_000 + kind.ordinal(), WALLET_LIMIT);
            plays.add(() -> run.archiveClasses().play(KILLS));
        }
        return all(plays, WALLET_LANES);
    }

    private static <T> List<T> all(List<Callable<T>> plays, int lanes) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(lanes);
        try {
            List<Future<T>> running = plays.stream().map(threads::submit).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
