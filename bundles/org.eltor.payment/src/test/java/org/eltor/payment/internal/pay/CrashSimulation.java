package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.ledger.LedgerQueue;
import org.eltor.payment.internal.ledger.MemoryLedger;
import org.eltor.testkit.SteppedExecutor;

/**
 * One session with wallets that fail in every way, limits that change, and a process that is killed at any step: between
 * two of its tasks, right before a commit, right after it. Everything follows from the seed.
 */
public final class CrashSimulation {
    /**
     * What happened.
     *
     * @param crashes points at which the process was killed
     * @param busy those at which a payment was under way
     * @param asked calls of wallets to pay
     * @param settled payments that arrived
     */
    public record Tally(long crashes, long busy, long asked, long settled) {
        public static final Tally NONE = new Tally(0, 0, 0, 0);

        /** The sum of both. */
        public Tally plus(Tally other) {
            return new Tally(crashes + other.crashes, busy + other.busy, asked + other.asked, settled + other.settled);
        }
    }

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int STEPS = 12;

    private final SimulatedDisk disk;
    private final SplittableRandom random;
    private final SteppedExecutor world = new SteppedExecutor();
    private final List<ChaoticWallet> all;
    private final List<Wallet> present = new ArrayList<>();
    private final List<CompletableFuture<PaymentOutcome>> waiting = new ArrayList<>();
    private Limits limits;
    private Instant limitedSince;
    private Process process;
    private int crashes;
    private int busy;

    private CrashSimulation(long seed, SimulatedDisk disk) {
        this.disk = disk;
        random = new SplittableRandom(seed);
        all = List.of(new ChaoticWallet("a", world, random.split()), new ChaoticWallet("b", world, random.split()));
        present.addAll(all);
        limits = new Limits(MilliSatoshi.of(80_000), MilliSatoshi.of(200_000), MilliSatoshi.ZERO);
        limitedSince = world.clock().instant();
        process = new Process();
    }

    /** Plays one session; fails when something was paid twice, or lost, or over a limit. */
    static Tally play(long seed, SimulatedDisk disk) {
        CrashSimulation session = new CrashSimulation(seed, disk);
        try {
            session.play();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
        return new Tally(
                session.crashes,
                session.busy,
                session.all.stream().mapToInt(wallet -> wallet.asked).sum(),
                session.arrivals().size());
    }

    /** Plays sessions in memory, from {@code seed} on, until the process was killed that often. */
    public static Tally playUntil(long seed, long crashes) {
        Tally tally = Tally.NONE;
        try (MemoryLedger memory = new MemoryLedger()) {
            for (long next = seed; tally.crashes() < crashes; next++) {
                memory.clear();
                tally = tally.plus(play(next, new SimulatedDisk.InMemory(memory)));
            }
        }
        return tally;
    }

    private void play() {
        process.start();
        List<UUID> accounts = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(4) == 0 || accounts.isEmpty()) {
                CompletableFuture<CircuitAccount> opened =
                        process.engine.open(PaymentHarness.plan(1000, 300, 0)).toCompletableFuture();
                world.runUntilIdle();
                if (!opened.isCompletedExceptionally()) {
                    accounts.add(opened.join().id());
                }
            }
            if (!accounts.isEmpty()) {
                pay(accounts.get(random.nextInt(accounts.size())));
            }
            if (random.nextInt(4) == 0) {
                swapWallets();
            }
            if (random.nextInt(12) == 0) {
                limit();
            }
            if (random.nextInt(3) > 0) {
                crash();
            } else {
                world.advance(Duration.ofSeconds(random.nextInt(90)));
            }
        }
        present.clear();
        present.addAll(all);
        process.engine.walletsChanged();
        world.advance(Duration.ofHours(2)); // all lookups have had an answer
        check();
        process.end();
    }

    private void pay(UUID account) {
        int interval = 1 + random.nextInt(4);
        for (int hop = 0; hop < 3; hop++) {
            CompletableFuture<PaymentOutcome> outcome = process.engine
                    .pay(account, hop, interval, world.clock().instant().plusSeconds(random.nextInt(60)))
                    .toCompletableFuture();
            if (hop < 2) {
                waiting.add(outcome);
            } else if (random.nextInt(4) == 0) {
                world.runUntilIdle();
                assertThat(outcome).isCompletedWithValueMatching(PaymentOutcome.Free.class::isInstance);
            }
        }
        if (random.nextInt(12) == 0) {
            process.engine.close(account);
        }
    }

    private void swapWallets() {
        present.clear();
        all.stream().filter(wallet -> random.nextInt(3) > 0).forEach(present::add);
        process.engine.walletsChanged();
    }

    /** The user wants to spend less from now on, with circuits open. */
    private void limit() {
        world.advance(Duration.ofMillis(1));
        limitedSince = world.clock().instant();
        limits = new Limits(
                MilliSatoshi.of(1_000 + random.nextInt(5_000)),
                MilliSatoshi.of(2_000 + random.nextInt(8_000)),
                MilliSatoshi.ZERO);
    }

    private void crash() {
        if (random.nextBoolean()) {
            disk.killIn(1 + random.nextInt(12));
            world.runUntil(() -> process.dead, Duration.ofSeconds(30));
        } else {
            int steps = random.nextInt(60);
            int[] done = {0};
            world.runUntil(() -> ++done[0] > steps, Duration.ofSeconds(30));
        }
        crashes++;
        busy += waiting.stream().allMatch(CompletableFuture::isDone) ? 0 : 1;
        waiting.clear();
        process.die();
        process = new Process();
        process.start();
    }

    /** The ledger and the world agree, and no limit was passed. */
    private void check() {
        assertThat(process.problems).isEmpty();
        List<ChaoticWallet.Arrival> arrivals = arrivals();
        assertThat(arrivals).extracting(ChaoticWallet.Arrival::note).doesNotHaveDuplicates();
        var totals = process.engine.totals().toCompletableFuture();
        world.runUntilIdle();
        assertThat(totals.join().inFlight()).isZero();
        assertThat(totals.join().settled()).isEqualTo(arrivals.size());
        assertThat(totals.join().spent().msat())
                .isEqualTo(
                        arrivals.stream().mapToLong(ChaoticWallet.Arrival::msat).sum());
        for (ChaoticWallet.Arrival last : arrivals) {
            if (!last.askedAt().isBefore(limitedSince)) {
                long hour = arrivals.stream()
                        .filter(arrival -> !arrival.askedAt().isAfter(last.askedAt())
                                && arrival.askedAt().isAfter(last.askedAt().minus(HOUR)))
                        .mapToLong(ChaoticWallet.Arrival::msat)
                        .sum();
                assertThat(hour).isLessThanOrEqualTo(limits.hour().msat());
            }
        }
    }

    private List<ChaoticWallet.Arrival> arrivals() {
        return all.stream().flatMap(wallet -> wallet.arrivals.stream()).toList();
    }

    /** One life of the payment service. */
    private final class Process {
        private final MortalExecutor loop = new MortalExecutor(world, this::kill);
        private final MortalExecutor ledgerThread = new MortalExecutor(world, this::kill);
        private final List<String> problems = new ArrayList<>();
        private final LedgerQueue ledger;
        private final PaymentEngine engine;
        private boolean dead;

        Process() {
            this.ledger = disk.open(ledgerThread, new LedgerQueue.Listener() {
                @Override
                public void up() {
                    engine.ledgerUp();
                }

                @Override
                public void down(String problem) {
                    problems.add(problem);
                }
            });
            this.engine = new PaymentEngine(new Bench(
                    loop,
                    world.clock(),
                    random.split(),
                    ledger,
                    () -> List.copyOf(present),
                    () -> limits,
                    new PaymentRules(Duration.ofSeconds(60), 200)));
        }

        void start() {
            ledger.start();
            world.runUntilIdle();
        }

        void kill() {
            dead = true;
            loop.kill();
            ledgerThread.kill();
        }

        void die() {
            kill();
            disk.crashed();
            ledgerThread.revive(); // only to give its file handles back
            end();
            ledgerThread.kill();
        }

        void end() {
            ledger.close();
            world.runUntilIdle();
        }
    }
}
