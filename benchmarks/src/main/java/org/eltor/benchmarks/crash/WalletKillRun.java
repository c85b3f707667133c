package org.eltor.benchmarks.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.eltor.payment.internal.kill.PayerJvm;
import org.eltor.wallet.contract.Mood;
import org.eltor.wallet.contract.WalletDouble;

/**
 * A payer with one of the wallets, killed with SIGKILL at random moments while the wallet's double is in all kinds of
 * moods; then ledger and double are compared, payment by payment.
 */
public final class WalletKillRun {
    /**
     * What happened.
     *
     * @param wallet which one
     * @param kills deaths
     * @param payments payments that the double made
     * @param open of those that the wallet cannot say anything about, so that they stay in flight, and counted
     * @param spentMsat what the double paid, fees included
     * @param seconds how long it took
     */
    public record Tally(String wallet, int kills, int payments, long open, long spentMsat, long seconds) {}

    private static final List<Mood> MOODS = List.of(
            Mood.SETTLES,
            Mood.SETTLES,
            Mood.SETTLES,
            Mood.SETTLES,
            Mood.PENDS,
            Mood.PENDS,
            Mood.HANGS,
            Mood.HANGS,
            Mood.DROPS,
            Mood.DROPS,
            Mood.FAILS,
            Mood.SLEEPS,
            Mood.BREAKS,
            Mood.BABBLES,
            Mood.LIES);
    private static final long CIRCUIT_LIMIT = 400_000;
    private final DoubleKind kind;
    private final Path folder;
    private final SplittableRandom random;
    private final long hourLimit;
    private final WalletDouble wallet;
    private final PayerJvm jvm;
    private final long begun = System.nanoTime();

    /**
     * @param folder an empty one
     * @param hourLimit what payers may spend in an hour, msat
     */
    public WalletKillRun(DoubleKind kind, Path folder, long seed, long hourLimit) {
        this.kind = kind;
        this.folder = folder;
        this.random = new SplittableRandom(seed);
        this.hourLimit = hourLimit;
        this.wallet = kind.open(seed, Clock.systemUTC());
        this.jvm = new PayerJvm(WalletPayer.class, folder, "-Dorg.slf4j.simpleLogger.defaultLogLevel=debug");
    }

    /** Kills payers that often; fails when something was paid twice, lost, or over a limit. */
    public Tally play(int kills) throws Exception {
        try (wallet) {
            for (int kill = 0; kill < kills; kill++) {
                live();
            }
            wallet.mood(Mood.SETTLES);
            Reckoning.finish(wallet.node(), random);
            recover();
            return check(kills);
        }
    }

    /** Starts payers that only look up, until nothing is in flight or nothing more is to be learned. */
    private void recover() throws Exception {
        long end = System.nanoTime() + kind.patience().toNanos();
        String left;
        do {
            Process last = start(true);
            try {
                left = jvm.awaitUp(last).readLine();
                Reckoning.require(
                        kind,
                        last.waitFor(PayerJvm.PATIENCE, TimeUnit.SECONDS) && last.exitValue() == 0,
                        "it ended by itself");
            } finally {
                last.destroyForcibly().waitFor();
            }
        } while (!"0".equals(left) && System.nanoTime() < end);
    }

    private void live() throws Exception {
        wallet.mood(MOODS.get(random.nextInt(MOODS.size())));
        Process payer = start(false);
        try {
            if (random.nextInt(10) == 0) {
                Thread.sleep(random.nextInt(900)); // while it starts, or opens its ledger
            } else {
                jvm.awaitUp(payer);
                if (random.nextInt(3) == 0) {
                    Thread.sleep(random.nextInt(500));
                } else {
                    afterPayments(payer, random.nextInt(kind == DoubleKind.PHOENIXD_OFFERS ? 3 : 25));
                }
            }
        } finally {
            payer.destroyForcibly(); // SIGKILL
            Reckoning.require(kind, payer.waitFor(10, TimeUnit.SECONDS), "dead");
        }
    }

    /** Returns as soon as the double took on that many more; changes its mood on the way. */
    private void afterPayments(Process payer, int count) throws InterruptedException {
        int target = wallet.node().payments().size() + count;
        long begin = System.nanoTime();
        long change = begin + TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500));
        boolean changed = false;
        while (wallet.node().payments().size() <= target && payer.isAlive()) {
            long now = System.nanoTime();
            if (now - begin > TimeUnit.SECONDS.toNanos(3)) {
                return;
            }
            if (now > change && !changed) {
                changed = true;
                wallet.mood(MOODS.get(random.nextInt(MOODS.size())));
            }
            TimeUnit.MICROSECONDS.sleep(100);
        }
    }

    private Process start(boolean settle) throws IOException {
        order(settle);
        return jvm.start(folder.toString());
    }

    private void order(boolean settle) throws IOException {
        ObjectNode orders = new ObjectMapper()
                .createObjectNode()
                .put("kind", kind.name())
                .put("settle", settle)
                .put("circuitLimit", CIRCUIT_LIMIT)
                .put("hourLimit", hourLimit);
        orders.putPOJO("settings", wallet.settings()).putPOJO("payees", Circuits.payees(kind, wallet));
        Files.writeString(folder.resolve("orders.json"), orders.toString());
    }

    private Tally check(int kills) throws Exception {
        Reckoning found = Reckoning.of(kind, wallet, folder, CIRCUIT_LIMIT, hourLimit);
        return new Tally(
                kind.name().toLowerCase(Locale.ROOT),
                kills,
                found.payments(),
                found.open(),
                found.spentMsat(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
    }

    /** Archives the classes of payers first, which pays where many are killed. */
    public WalletKillRun archiveClasses() throws Exception {
        order(true);
        jvm.archiveClasses(folder.toString());
        return this;
    }

    /** See {@link PayerJvm#said()}. */
    public String said() throws IOException {
        return jvm.said();
    }
}
