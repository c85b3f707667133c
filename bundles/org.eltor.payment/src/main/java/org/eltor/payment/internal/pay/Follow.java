package org.eltor.payment.internal.pay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.payment.internal.ledger.Attempt;
import org.eltor.payment.internal.ledger.LedgerQueue;
import org.eltor.payment.internal.ledger.Lines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one attempt, from the moment when the ledger calls it in flight until its outcome is known and written. Only
 * the wallet's word ends it; time does not. Lives on the loop.
 */
final class Follow {
    private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_LOOKUP = Duration.ofSeconds(1);
    private static final Duration LAST_LOOKUP_URGENT = Duration.ofSeconds(5);
    private static final Duration LAST_LOOKUP = Duration.ofMinutes(5);
    /** After these, which take about two minutes, no answer is worth a line. */
    private static final int PATIENT_LOOKUPS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Follow.class);

    private final Bench bench;
    private final Attempt attempt;
    private final List<Consumer<Conclusion>> listeners = new ArrayList<>();

    private Optional<Conclusion> known = Optional.empty();
    private boolean written;
    private Instant urgentUntil = Instant.MIN;
    private int lookups;
    /** Counts what was asked, so that only the newest question is followed by another. */
    private int question;

    private boolean waitsForWallet;
    private boolean complained;

    Follow(Bench bench, Attempt attempt) {
        this.bench = bench;
        this.attempt = attempt;
    }

    Attempt attempt() {
        return attempt;
    }

    /** What the wallet said; present before {@link #whenWritten} is told, or while the ledger cannot be written. */
    Optional<Conclusion> known() {
        return known;
    }

    /** Lookups are frequent until then. */
    void urgentUntil(Instant until) {
        if (until.isAfter(urgentUntil)) {
            urgentUntil = until;
        }
    }

    /** Tells the outcome once it is known and durable. */
    void whenWritten(Consumer<Conclusion> listener) {
        if (written) {
            listener.accept(known.orElseThrow());
        } else {
            listeners.add(listener);
        }
    }

    /**
     * Asks the wallet to pay, which happens once for an attempt.
     *
     * @param until it is not sent from then on
     */
    void pay(Wallet wallet, Duration timeout, Instant until) {
        ask(() -> wallet.pay(attempt.request().sentBefore(until)), this::answered, timeout);
    }

    /** Asks the wallet not to send it, if it has not yet; its answer tells. */
    void cancel() {
        bench.wallet(attempt.wallet())
                .ifPresent(wallet -> wallet.cancel(attempt.request().key()));
    }

    /** Asks the wallet what became of the payment. */
    void lookUp() {
        if (known.isPresent()) {
            return;
        }
        Optional<Wallet> wallet = bench.wallet(attempt.wallet());
        waitsForWallet = wallet.isEmpty();
        if (wallet.isEmpty()) {
            LOG.debug("A payment waits for wallet {} to come back", attempt.wallet());
        } else if (!wallet.get().capabilities().lookup()) {
            complain("its wallet cannot say what became of it");
        } else {
            lookups++;
            Wallet present = wallet.get();
            ask(() -> present.lookup(attempt.request()), this::lookedUp, LOOKUP_TIMEOUT);
        }
    }

    /** Asks unless the wallet was asked already, or is waited for. */
    void lookUpAtLeastOnce() {
        if (question == 0 && !waitsForWallet) {
            lookUp();
        }
    }

    /** Other wallets are present than before. */
    void walletsChanged() {
        if (waitsForWallet) {
            lookUp();
        }
    }

    private <T> void ask(Supplier<CompletionStage<T>> call, Consumer<T> answer, Duration timeout) {
        int asked = ++question;
        CompletionStage<T> stage;
        try {
            stage = call.get();
        } catch (RuntimeException e) { // a wallet that broke its contract, or just left
            stage = CompletableFuture.failedStage(e);
        }
        bench.then(stage, (value, failure) -> {
            if (failure == null && value != null) {
                answer.accept(value);
            } else {
                String why = failure == null ? "null" : Lines.one(failure);
                LOG.debug("Wallet {} gave no answer: {}", attempt.wallet(), why);
                lookUpLater(asked);
            }
        });
        bench.after(timeout, () -> lookUpLater(asked));
    }

    private void lookedUp(Optional<PaymentResult> result) {
        answered(result.orElseGet(() -> new PaymentResult.Failed("the wallet never took it on")));
    }

    private void answered(PaymentResult result) {
        if (known.isPresent()) {
            contradicted(result);
        } else if (result instanceof PaymentResult.Settled settled) {
            if (settled.isConsistent()) {
                Duration took = attempt.took(bench.now());
                known = Optional.of(new Conclusion.Paid(settled.amount(), settled.fee(), took));
                write(store -> store.settle(attempt.request(), settled, took, bench.now()));
            } else {
                complain("its wallet says it is settled, with a preimage that proves nothing");
                lookUpLater(question);
            }
        } else if (result instanceof PaymentResult.Failed failed) {
            notPaid(new Conclusion.NotPaid(false, Lines.one(failed.reason())));
        } else if (result instanceof PaymentResult.Rejected rejected) {
            notPaid(new Conclusion.NotPaid(true, Lines.one(rejected.reason())));
        } else {
            if (result instanceof PaymentResult.Unknown unknown && lookups >= PATIENT_LOOKUPS) {
                complain(Lines.one(unknown.reason()));
            }
            lookUpLater(question);
        }
    }

    private void notPaid(Conclusion.NotPaid conclusion) {
        known = Optional.of(conclusion);
        write(store -> store.fail(attempt.request(), bench.now()));
    }

    private void write(LedgerQueue.Work<Boolean> work) {
        bench.insist(work, changed -> {
            if (!changed) {
                LOG.warn(
                        "The ledger does not know a payment that wallet {} was asked for: was it replaced?",
                        attempt.wallet());
            }
            written = true;
            List.copyOf(listeners).forEach(listener -> listener.accept(known.orElseThrow()));
        });
    }

    /** Looks up after a while, unless something else was asked since. */
    private void lookUpLater(int asked) {
        if (known.isPresent() || asked != question) {
            return;
        }
        int next = ++question; // the call's own timeout is over
        Duration last = bench.now().isBefore(urgentUntil) ? LAST_LOOKUP_URGENT : LAST_LOOKUP;
        bench.after(bench.backOff(FIRST_LOOKUP, last, lookups), () -> {
            if (next == question) {
                lookUp();
            }
        });
    }

    private void contradicted(PaymentResult result) {
        if (result instanceof PaymentResult.Settled && known.orElseThrow() instanceof Conclusion.NotPaid) {
            LOG.warn("Wallet {} settled a payment that it had called failed: it may have paid twice", attempt.wallet());
        }
    }

    private void complain(String what) {
        if (!complained) {
            complained = true;
            LOG.warn("A payment of wallet {} stays in flight: {}", attempt.wallet(), what);
        }
    }
}
