package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.ledger.LedgerQueue;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole sessions with wallets that fail in every way and a process that is killed at any step. The seed of a run that
 * fails is in the message. {@code -Deltor.payment.runs=10000} runs more of them.
 */
class CrashSimulationTest {
    private static final int RUNS = Integer.getInteger("eltor.payment.runs", 250);
    private static final Logger LOG = LoggerFactory.getLogger("org.eltor.payment.simulation");
    private static final Duration HOUR = Duration.ofHours(1);

    private Path directory;

    @BeforeEach
    void create() throws IOException {
        Path memory = Path.of("/dev/shm"); // flushing to a disk would take most of the time
        directory = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "eltor-payment-")
                : Files.createTempDirectory("eltor-payment-");
    }

    @AfterEach
    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void nothingIsPaidTwiceAndNothingIsLost() {
        int settled = 0;
        int crashes = 0;
        int asked = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            Run run = new Run(seed);
            try {
                run.play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            settled += run.arrivals().size();
            crashes += run.crashes;
            asked += run.asked();
        }
        LOG.info("{} runs: {} payments asked, {} settled, {} crashes", RUNS, asked, settled, crashes);
        assertThat(settled).isGreaterThan(RUNS);
        assertThat(crashes).isGreaterThan(RUNS / 2);
    }

    /** One session. */
    private final class Run {
        private final SplittableRandom random;
        private final SteppedExecutor world = new SteppedExecutor();
        private final List<ChaoticWallet> all;
        private final List<Wallet> present = new ArrayList<>();
        private Limits limits;
        private Instant limitedSince;
        private final Path folder;
        private Process process;
        private int crashes;

        Run(long seed) {
            random = new SplittableRandom(seed);
            all = List.of(new ChaoticWallet("a", world, random.split()), new ChaoticWallet("b", world, random.split()));
            present.addAll(all);
            limits = new Limits(MilliSatoshi.of(80_000), MilliSatoshi.of(200_000), MilliSatoshi.ZERO);
            limitedSince = world.clock().instant();
            folder = directory.resolve(Long.toString(seed));
            process = new Process(folder.resolve("0.db"));
        }

        void play() {
            process.start();
            List<UUID> accounts = new ArrayList<>();
            for (int step = 0; step < 6; step++) {
                if (random.nextInt(3) > 0 || accounts.isEmpty()) {
                    CompletableFuture<CircuitAccount> opened = process.engine
                            .open(PaymentHarness.plan(1000, 300, 0))
                            .toCompletableFuture();
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
                if (random.nextInt(6) == 0) {
                    limit();
                }
                if (random.nextInt(3) == 0) {
                    int steps = random.nextInt(60);
                    int[] done = {0};
                    world.runUntil(() -> ++done[0] > steps, Duration.ofSeconds(30));
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
            int interval = 1 + random.nextInt(2);
            for (int hop = 0; hop < 3; hop++) {
                CompletableFuture<PaymentOutcome> outcome = process.engine
                        .pay(account, hop, interval, world.clock().instant().plusSeconds(random.nextInt(60)))
                        .toCompletableFuture();
                if (hop == 2) {
                    world.runUntilIdle();
                    assertThat(outcome).isCompletedWithValueMatching(PaymentOutcome.Free.class::isInstance);
                }
            }
            if (random.nextInt(5) == 0) {
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
            crashes++;
            Process next = new Process(folder.resolve(crashes + ".db"));
            process.dieAndLeave(next.file);
            process = next;
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
                    .isEqualTo(arrivals.stream()
                            .mapToLong(ChaoticWallet.Arrival::msat)
                            .sum());
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

        List<ChaoticWallet.Arrival> arrivals() {
            return all.stream().flatMap(wallet -> wallet.arrivals.stream()).toList();
        }

        int asked() {
            return all.stream().mapToInt(wallet -> wallet.asked).sum();
        }

        /** One life of the payment service. */
        private final class Process {
            private final Path file;
            private final MortalExecutor loop = new MortalExecutor(world);
            private final MortalExecutor ledgerThread = new MortalExecutor(world);
            private final List<String> problems = new ArrayList<>();
            private final LedgerQueue ledger;
            private final PaymentEngine engine;

            Process(Path file) {
                this.file = file;
                this.ledger = new LedgerQueue(file, ledgerThread, new LedgerQueue.Listener() {
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

            /** Dies between two of its steps, and leaves its files as they are on the disk. */
            void dieAndLeave(Path to) {
                loop.kill();
                ledgerThread.kill();
                try {
                    for (String part : List.of("", "-wal")) {
                        Path from = Path.of(file + part);
                        if (Files.exists(from)) {
                            Files.copy(from, Path.of(to + part), StandardCopyOption.REPLACE_EXISTING);
                        }
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
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
}
