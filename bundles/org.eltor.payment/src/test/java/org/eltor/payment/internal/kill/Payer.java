package org.eltor.payment.internal.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.payment.internal.ledger.SharedLedger;
import org.eltor.payment.internal.pay.PaymentEngine;
import org.eltor.payment.internal.pay.Plans;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A payer that opens circuits and pays them until it is killed, and then all that its predecessors did not say was
 * paid. Its accounts are in a file beside the ledger.
 */
public final class Payer {
    /** What all payers may spend; little more than the price, so that fees meet it. */
    static final MilliSatoshi CIRCUIT_LIMIT = MilliSatoshi.of(34_000);

    private final PayingLife life;
    private final PaymentEngine engine;
    private final Path accounts;

    private Payer(LedgerPlace place, Path accounts, int walletPort, long hourLimit) throws IOException {
        this.accounts = accounts;
        Limits limits = new Limits(CIRCUIT_LIMIT, MilliSatoshi.of(hourLimit), MilliSatoshi.ZERO);
        this.life = new PayingLife(place, new RemoteWallet(walletPort), limits);
        this.engine = life.engine();
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

    private void run(String task) throws IOException, InterruptedException, ExecutionException {
        life.begin();
        if (!task.equals("settle")) {
            for (String known : Files.exists(accounts) ? Files.readAllLines(accounts) : List.<String>of()) {
                if (known.length() == 36) { // the last one may be cut off
                    payAll(UUID.fromString(known));
                }
            }
            while (true) {
                UUID account;
                try {
                    account = PayingLife.done(engine.open(Plans.of(1000, 1000, 1000)))
                            .id();
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
        while (isAnythingLeft()) {
            Thread.sleep(20);
        }
        life.end();
        System.out.println("settled");
    }

    /** Whether payments are in flight, or circuits of dead nodes wait to be closed. */
    private boolean isAnythingLeft() throws InterruptedException {
        try {
            return PayingLife.done(engine.totals()).inFlight() > 0
                    || !life.ledger().lease().isZero()
                            && PayingLife.done(engine.cost(Duration.ofHours(1)))
                                            .reserved()
                                            .msat()
                                    > 0;
        } catch (ExecutionException e) {
            return true; // the ledger comes back
        }
    }

    private void payAll(UUID account) throws InterruptedException, ExecutionException {
        for (CompletableFuture<?> one : life.payAll(account, Duration.ofMillis(400))) {
            one.get();
        }
    }
}
