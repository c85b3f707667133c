package org.eltor.payment.internal.kill;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.eltor.api.lightning.Wallet;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.payment.internal.ledger.LedgerQueue;
import org.eltor.payment.internal.pay.Bench;
import org.eltor.payment.internal.pay.PaymentEngine;
import org.eltor.payment.internal.pay.PaymentRules;

/** The payment service of a payer, from its start to its death. */
public final class PayingLife {
    private static final int INTERVALS = 10;

    private final ScheduledExecutorService loop = thread("loop");
    private final ScheduledExecutorService ledgerThread = thread("ledger");
    private final PaymentEngine engine;
    private final LedgerQueue ledger;
    private final CountDownLatch up = new CountDownLatch(1);

    public PayingLife(LedgerPlace place, Wallet wallet, Limits limits) {
        this(place, () -> List.of(wallet), limits, Duration.ofSeconds(1));
    }

    /**
     * @param wallets those that are present at the moment
     * @param walletTimeout how long one may take to answer
     */
    public PayingLife(LedgerPlace place, Supplier<List<Wallet>> wallets, Limits limits, Duration walletTimeout) {
        this.ledger = new LedgerQueue(place, ledgerThread, new LedgerQueue.Listener() {
            @Override
            public void up() {
                engine.ledgerUp();
                up.countDown();
            }

            @Override
            public void down(String problem) {
                System.err.println(problem);
            }
        });
        this.engine = new PaymentEngine(new Bench(
                loop,
                Clock.systemUTC(),
                new SecureRandom(),
                ledger,
                wallets,
                () -> limits,
                new PaymentRules(walletTimeout, 200)));
    }

    /** Opens the ledger, and says so. */
    public void begin() throws InterruptedException {
        open();
        System.out.println("up");
    }

    /** Opens the ledger. */
    public void open() throws InterruptedException {
        ledger.start();
        up.await();
    }

    public PaymentEngine engine() {
        return engine;
    }

    public LedgerQueue ledger() {
        return ledger;
    }

    /** Begins to pay all intervals of a circuit, at once. */
    public List<CompletableFuture<?>> payAll(UUID account, Duration window) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int interval = 1; interval <= INTERVALS; interval++) {
            for (int hop = 0; hop < 3; hop++) {
                all.add(engine.pay(account, hop, interval, Instant.now().plus(window))
                        .toCompletableFuture());
            }
        }
        return all;
    }

    /** Waits until nothing is in flight, or nothing has changed for so long, and says how much is left. */
    public long settle(Duration quiet) throws InterruptedException, ExecutionException {
        long left = -1;
        long since = System.nanoTime();
        while (left != 0 && System.nanoTime() - since < quiet.toNanos()) {
            long now = done(engine.totals()).inFlight();
            if (now != left) {
                left = now;
                since = System.nanoTime();
            }
            Thread.sleep(20);
        }
        return left;
    }

    /** Ends as services do. */
    public void end() throws InterruptedException, ExecutionException {
        done(engine.stop());
        done(ledger.close());
        loop.shutdown();
        ledgerThread.shutdown();
    }

    /** The value of a stage, as soon as it is there. */
    public static <T> T done(CompletionStage<T> stage) throws InterruptedException, ExecutionException {
        return stage.toCompletableFuture().get();
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
