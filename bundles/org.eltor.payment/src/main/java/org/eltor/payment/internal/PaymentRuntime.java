package org.eltor.payment.internal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.tor.TorControl;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.payment.internal.ledger.LedgerQueue;
import org.eltor.payment.internal.pay.Bench;
import org.eltor.payment.internal.pay.PaymentEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The payment service with its threads, without the container. */
final class PaymentRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentRuntime.class);

    private final ScheduledExecutorService loop = thread("eltor-payment-loop");
    private final ScheduledExecutorService ledgerThread = thread("eltor-payment-ledger");
    /** Tells the container: its listeners may take their time, and must not hold up payments. */
    private final ScheduledExecutorService telling = thread("eltor-payment-service");

    private final PaymentSettings settings;
    private final Consumer<Optional<PaymentService>> available;
    private final TorLimit torLimit = new TorLimit();
    private final PayeeOffice payees;
    private final LedgerQueue ledger;
    private final PaymentEngine engine;

    /**
     * @param place where the ledger lives
     * @param wallets the wallets that are present now, preferred first
     * @param available is told the service when it can be used, and emptiness when not, one after the other
     */
    PaymentRuntime(
            PaymentSettings settings,
            LedgerPlace place,
            Clock clock,
            RandomGenerator random,
            Supplier<List<Wallet>> wallets,
            Consumer<Optional<PaymentService>> available) {
        this.settings = settings;
        this.available = available;
        this.ledger = new LedgerQueue(place, ledgerThread, new LedgerQueue.Listener() {
            @Override
            public void up() {
                engine.ledgerUp();
                tell(Optional.of(engine));
            }

            @Override
            public void down(String problem) {
                tell(Optional.empty());
            }
        });
        this.payees = new PayeeOffice(settings.payees(), clock, random);
        this.engine = new PaymentEngine(
                new Bench(loop, clock, random, ledger, wallets, this::limits, settings.rules()), payees.desk());
    }

    void start() {
        ledger.start();
    }

    Optional<String> problem() {
        return ledger.problem().or(payees::problem);
    }

    void walletsChanged() {
        engine.walletsChanged();
    }

    void torCame(TorControl tor) {
        try {
            telling.execute(() -> {
                torLimit.ask(tor);
                payees.ask(tor);
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The payment service is stopping");
        }
    }

    /** Ends everything within 5 s: answers those who wait, writes what is queued, closes the ledger. */
    void stop() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(4500);
        torLimit.close();
        telling.shutdownNow();
        payees.close();
        await(() -> engine.stop().toCompletableFuture().get(left(end), TimeUnit.NANOSECONDS));
        await(() -> ledger.close().toCompletableFuture().get(left(end), TimeUnit.NANOSECONDS));
        loop.shutdownNow();
        ledgerThread.shutdownNow();
        for (ScheduledExecutorService thread : List.of(telling, loop, ledgerThread)) {
            if (!thread.awaitTermination(left(end), TimeUnit.NANOSECONDS)) {
                LOG.warn("A thread of the payment service did not stop within 5 s");
            }
        }
        if (!payees.awaitEnd(left(end))) {
            LOG.warn("A lookup of the payment service did not stop within 5 s");
        }
    }

    private Limits limits() {
        MilliSatoshi circuit =
                settings.circuitLimit().or(torLimit::limit).orElse(PaymentSettings.DEFAULT_CIRCUIT_LIMIT);
        return new Limits(circuit, settings.hourLimit(), settings.dayLimit(), settings.walletLimits());
    }

    private void tell(Optional<PaymentService> service) {
        try {
            telling.execute(() -> available.accept(service));
        } catch (RejectedExecutionException e) {
            LOG.debug("The payment service is stopping");
        }
    }

    private interface Waiting {
        void run() throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static void await(Waiting waiting) throws InterruptedException {
        try {
            waiting.run();
        } catch (ExecutionException | CompletionException e) {
            LOG.warn("Stopping payments: {}", e.getMessage());
        } catch (TimeoutException e) {
            LOG.warn("Stopping payments takes too long and is cut short; the ledger recovers when it is opened");
        }
    }

    private static long left(long end) {
        return Math.max(TimeUnit.MILLISECONDS.toNanos(50), end - System.nanoTime());
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((t, e) -> LOG.error("Bug: {} died", t.getName(), e));
            return thread;
        });
    }
}
