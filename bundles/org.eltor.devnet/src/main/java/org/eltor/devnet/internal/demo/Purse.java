package org.eltor.devnet.internal.demo;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.payment.PaymentTotals;
import org.eltor.devnet.internal.DevnetException;

/** Looks into wallet and ledger before and after. Blocks. */
final class Purse {

    private static final int SECONDS = 5;
    private static final long POLL_MILLIS = 50;

    private final Wallet wallet;
    private final PaymentService ledger;
    private final long balanceBefore;
    private final long spentBefore;

    Purse(Wallet wallet, PaymentService ledger) throws DevnetException, InterruptedException {
        this.wallet = wallet;
        this.ledger = ledger;
        balanceBefore = answer(wallet.balance(), "wallet").msat();
        spentBefore = answer(ledger.totals(), "ledger").spent().msat();
    }

    /** What is gone since, as soon as no payment is under way any more. */
    Money spent() throws DevnetException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        PaymentTotals totals = answer(ledger.totals(), "ledger");
        while (totals.inFlight() > 0 && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            totals = answer(ledger.totals(), "ledger");
        }
        return new Money(
                balanceBefore - answer(wallet.balance(), "wallet").msat(),
                totals.spent().msat() - spentBefore);
    }

    private static <T> T answer(CompletionStage<T> stage, String who) throws DevnetException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new DevnetException("The " + who + " does not answer: " + e.getMessage(), e);
        }
    }
}
