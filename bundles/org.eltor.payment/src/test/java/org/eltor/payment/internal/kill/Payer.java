package org.eltor.payment.internal.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Wallet;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.payment.internal.ledger.LedgerQueue;
import org.eltor.payment.internal.ledger.SharedLedger;
import org.eltor.payment.internal.pay.Bench;
import org.eltor.payment.internal.pay.PaymentEngine;
import org.eltor.payment.internal.pay.PaymentRules;
import org.eltor.payment.internal.pay.Plans;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A payer that opens circuits and pays them until it is killed, and then all that its predecessors did not say was
 * paid. Its accounts are in a file beside the ledger.
 */
public final class Payer {
    /** What all payers may spend; little more than the price, so that fees meet it. */
    static final MilliSatoshi CIRCUIT_LIMIT = MilliSatoshi.of(34_000);

    private final PaymentEngine engine;
    private final LedgerQueue ledger;
    private final CountDownLatch up = new CountDownLatch(1);
    private final Path accounts;

    Payer(LedgerPlace place, Path accounts, int walletPort, long hourLimit) throws IOException {
        this.accounts = accounts;
        List<Wallet> wallets = List.of(new RemoteWallet(walletPort));
        Limits limits = new Limits(CIRCUIT_LIMIT, MilliSatoshi.of(hourLimit), MilliSatoshi.ZERO);
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
                () -> wallets,
                () -> limits,
                new PaymentRules(Duration.ofSeconds(1), 200)));
    }

    /** A file, or a database as {@code URL#NODE#LEASE}, the lease in milliseconds. */
    private static LedgerPlace place(String text) {
        if (!text.startsWith("jdbc:")) {
            return LedgerPlace.file(Path.of(text));
        }
        String[] parts = text.split("#");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(parts[0]);
        return new SharedLedger(() -> Optional.of(source), parts[1], Duration.ofMillis(Long.parseLong(parts[2])));
    }

    /** @param arguments ledger, accounts file, port of the wallet, limit of an hour in msat, and the task: pay circuits
     *     again in the next life, pay each once, or settle what is in flight */
    public static void main(String[] arguments) throws Exception {
        new Payer(
                        place(arguments[0]),
                        Path.of(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Long.parseLong(arguments[3]))
                .run(arguments[4]);
    }

    void run(String task) throws IOException, InterruptedException, ExecutionException {
        ledger.start();
        up.await();
        System.out.println("up");
        if (!task.equals("settle")) {
            for (String known : Files.exists(accounts) ? Files.readAllLines(accounts) : List.<String>of()) {
                if (known.length() == 36) { // the last one may be cut off
                    payAll(UUID.fromString(known));
                }
            }
            while (true) {
                UUID account;
                try {
                    account = done(engine.open(Plans.of(1000, 1000, 1000))).id();
                } catch (ExecutionException e) {
                    Thread.sleep(50); // over budget
                    continue;
                }
                Files.writeString(accounts, account + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                payAll(account);
                if (task.equals("once")) {
                    engine.close(account);
                }
            }
        }
        while (done(engine.totals()).inFlight() > 0 || isAnybodyDead()) {
            Thread.sleep(20);
        }
        done(engine.stop());
        done(ledger.close());
        System.out.println("settled");
    }

    /** Whether circuits of dead nodes still wait to be closed. */
    private boolean isAnybodyDead() throws InterruptedException, ExecutionException {
        return !ledger.lease().isZero()
                && done(engine.cost(Duration.ofHours(1))).reserved().msat() > 0;
    }

    private void payAll(UUID account) throws InterruptedException, ExecutionException {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int interval = 1; interval <= 10; interval++) {
            for (int hop = 0; hop < 3; hop++) {
                all.add(engine.pay(account, hop, interval, Instant.now().plusMillis(400))
                        .toCompletableFuture());
            }
        }
        for (CompletableFuture<?> one : all) {
            one.get();
        }
    }

    private static <T> T done(CompletionStage<T> stage) throws InterruptedException, ExecutionException {
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
