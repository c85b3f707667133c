package org.eltor.benchmarks.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.payment.internal.kill.PayerJvm;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.payment.internal.ledger.Settlements;
import org.eltor.wallet.contract.FakePayment;
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
    private static final long[] RATES = {1_000, 2_000, 3_000};
    private static final long CIRCUIT_LIMIT = 400_000;
    private static final int INTERVALS = 10;
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
            for (FakePayment payment : wallet.node().payments()) {
                if (random.nextInt(3) == 0) {
                    wallet.node().fail(payment);
                } else {
                    wallet.node().settle(payment);
                }
            }
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
                require(
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
            require(payer.waitFor(10, TimeUnit.SECONDS), "dead");
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
        orders.putPOJO("settings", wallet.settings()).putPOJO("rates", RATES);
        for (long rate : RATES) {
            List<String> payees = Stream.generate(
                            () -> wallet.payee(MilliSatoshi.of(rate)).value())
                    .limit(kind.offers() ? 1 : INTERVALS)
                    .toList();
            orders.withArray("payees").addPOJO(payees);
        }
        Files.writeString(folder.resolve("orders.json"), orders.toString());
    }

    private Tally check(int kills) throws Exception {
        List<FakePayment> made = wallet.node().payments().stream()
                .filter(payment -> payment.state() == FakePayment.State.SETTLED)
                .toList();
        Set<String> paid = new HashSet<>();
        long spent = 0;
        for (FakePayment payment : made) {
            paid.add(payment.hash());
            spent += payment.msat() + payment.feeMsat();
        }
        require(paid.size() == made.size(), "no invoice is paid twice");
        List<String> notes =
                made.stream().flatMap(payment -> payment.note().stream()).toList();
        require(notes.size() == (kind.offers() ? made.size() : 0), "what offers are paid for is known");
        require(new HashSet<>(notes).size() == notes.size(), "no interval is paid twice");
        require(spent <= hourLimit, "within the limit of an hour: " + spent);

        Settlements ledger = Settlements.of(LedgerPlace.file(folder.resolve("payments.db")));
        require(
                ledger.hashes().size() == ledger.notes().size(),
                "each interval that is settled is another payment of the wallet");
        require(paid.containsAll(ledger.hashes()), "what the ledger calls settled was paid");
        long unknown = paid.size() - ledger.hashes().size();
        require(
                unknown <= ledger.inFlight(),
                unknown + " payments are unknown to the ledger, which has " + ledger.inFlight() + " in flight");
        require(!kind.findsAll() || ledger.inFlight() == 0, "every state is final, not " + ledger.inFlight());
        require(ledger.mostOfACircuit() <= CIRCUIT_LIMIT, "within the limit of a circuit");
        return new Tally(
                kind.name().toLowerCase(Locale.ROOT),
                kills,
                made.size(),
                ledger.inFlight(),
                spent,
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

    private void require(boolean truth, String what) {
        if (!truth) {
            throw new AssertionError(kind + ": not so: " + what);
        }
    }
}
