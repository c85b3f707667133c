package org.eltor.benchmarks.crash;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Wallet;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.kill.PayingLife;
import org.eltor.payment.internal.ledger.AccountEntry;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.wallet.contract.Mood;
import org.eltor.wallet.contract.WalletDouble;

/** A payer whose wallet is configured anew again and again: its component ends, and the next one knows nothing of it. */
final class WalletSwapRun {
    /**
     * What happened.
     *
     * @param caught components that ended with payments under way
     */
    record Tally(DoubleKind kind, int caught, Reckoning found) {}

    private static final List<Mood> MOODS = List.of(
            Mood.SETTLES,
            Mood.RETRIES,
            Mood.SEARCHES,
            Mood.PENDS,
            Mood.HANGS,
            Mood.DROPS,
            Mood.FAILS,
            Mood.BABBLES,
            Mood.SLEEPS);
    private static final long LIMIT = 100_000_000;
    private static final int INTERVALS = 4;
    private static final Duration WINDOW = Duration.ofSeconds(8);
    private static final Duration WALLET_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofSeconds(4);

    private final DoubleKind kind;
    private final Path folder;
    private final SplittableRandom random;
    private final WalletDouble wallet;
    private volatile List<LoneFramework> framework = List.of();
    /** Keys of payments that the present component said something of. */
    private final Set<UUID> lookedUp = ConcurrentHashMap.newKeySet();

    private volatile PayingLife life;
    private LoneComponent component;

    /** @param folder an empty one */
    WalletSwapRun(DoubleKind kind, Path folder, long seed) {
        this.kind = kind;
        this.folder = folder;
        this.random = new SplittableRandom(seed);
        this.wallet = kind.open(seed, Clock.systemUTC());
    }

    /** Fails when something was paid twice, lost, or is not known in the end. */
    Tally play() throws Exception {
        try (wallet) {
            revive();
            configure();
            int caught = payWhileReconfigured();
            wallet.mood(Mood.SETTLES);
            Reckoning.finish(wallet.node(), random);
            recover();
            component.stop();
            return new Tally(kind, caught, Reckoning.of(kind, wallet, folder, LIMIT, LIMIT));
        }
    }

    private int payWhileReconfigured() throws Exception {
        List<CompletableFuture<?>> paying = new ArrayList<>();
        int caught = 0;
        for (Mood mood : MOODS) {
            wallet.mood(mood);
            framework.get(0).wallet(); // is there
            AccountEntry circuit = Circuits.account(kind, Circuits.payees(kind, wallet));
            PayingLife.done(life.ledger().submit(store -> store.open(circuit, limits(), 0)));
            for (int interval = 1; interval <= INTERVALS; interval++) {
                for (int hop = 0; hop < 3; hop++) {
                    paying.add(life.engine()
                            .pay(circuit.id(), hop, interval, Instant.now().plus(WINDOW))
                            .toCompletableFuture());
                }
            }
            int target = wallet.node().payments().size() + 1 + random.nextInt(INTERVALS * 3);
            await(() -> wallet.node().payments().size() >= target, Duration.ofSeconds(2));
            component.stop();
            long open = PayingLife.done(life.engine().totals()).inFlight();
            caught += open > 0 ? 1 : 0;
            lookedUp.clear();
            configure();
            await(() -> lookedUp.size() >= open, Duration.ofSeconds(4)); // while the wallet is in this mood
        }
        for (CompletableFuture<?> one : paying) {
            one.get();
        }
        return caught;
    }

    /** Some moods never let it come true. */
    private static void await(BooleanSupplier condition, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private void configure() throws ReflectiveOperationException {
        LoneFramework next = new LoneFramework(folder, () -> life.engine().walletsChanged());
        framework = List.of(next);
        component = LoneComponent.start(kind, wallet.settings(), next);
    }

    private void revive() throws InterruptedException {
        life = new PayingLife(LedgerPlace.file(folder.resolve("payments.db")), this::present, limits(), WALLET_TIMEOUT);
        life.open();
    }

    /** A life looks everything up at its start and soon after; then ever less often, so that another one begins. */
    private void recover() throws Exception {
        long end = System.nanoTime() + kind.patience().toNanos();
        long left = life.settle(QUIET);
        while (left != 0 && System.nanoTime() < end) {
            life.end();
            revive();
            left = life.settle(QUIET);
        }
        life.end();
    }

    private List<Wallet> present() {
        return framework.stream()
                .flatMap(one -> one.registered().stream())
                .<Wallet>map(one -> new WatchedWallet(one, lookedUp))
                .toList();
    }

    private static Limits limits() {
        return new Limits(MilliSatoshi.of(LIMIT), MilliSatoshi.of(LIMIT), MilliSatoshi.ZERO);
    }
}
