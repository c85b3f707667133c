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

    private final PaymentEngine engine;
    private final LedgerQueue ledger;
    private final CountDownLatch up = new CountDownLatch(1);

    public PayingLife(LedgerPlace place, Wallet wallet, Limits limits) {
        this.ledger = new LedgerQueue(place, thread("ledger"), new LedgerQueue.Listener() {
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
                thread("loop"),
                Clock.systemUTC(),
                new SecureRandom(),
                ledger,
                () -> List.of(wallet),
                () -> limits,
                new PaymentRules(Duration.ofSeconds(1), 200)));
    }

    /** Opens the ledger, and says so. */
    public void begin() throws InterruptedException {
        ledger.start();
        up.await();
        System.out.println("up");
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

    /** Ends as services do. */
    public void end() throws InterruptedException, ExecutionException {
        done(engine.stop());
        done(ledger.close());
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
