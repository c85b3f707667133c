package org.eltor.payment.internal.pay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletException;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.api.payment.PaymentOutcome.Cause;
import org.eltor.payment.internal.ledger.Attempt;
import org.eltor.payment.internal.ledger.Begin;
import org.eltor.payment.internal.ledger.Intent;
import org.eltor.payment.internal.ledger.IntervalKey;
import org.eltor.payment.internal.ledger.Lines;
import org.eltor.payment.internal.ledger.PaymentId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pays one interval until it is settled, forbidden, or too late. Lives on the loop. */
final class PayJob {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(PayJob.class);

    /**
     * What is to be paid.
     *
     * @param payees what the relay can be paid with, preferred first
     * @param id what the relay knows the payment by
     * @param deadline when the outcome must be known
     * @param since when paying this interval began
     */
    record Order(
            IntervalKey interval,
            MilliSatoshi rate,
            List<Payee> payees,
            PaymentId id,
            Instant deadline,
            Instant since) {}

    private final Bench bench;
    private final Follows follows;
    private final IntervalKey interval;
    private final MilliSatoshi rate;
    private final List<Payee> payees;
    private final PayerNote note;
    private final Instant deadline;
    private final Instant since;
    private final WalletChoice choice;
    private final CompletableFuture<PaymentOutcome> result;

    private Optional<Follow> follow = Optional.empty();
    private int attempts;
    /** Counts what wallets were asked to prepare, so that an answer after its time is not taken for the next. */
    private int question;

    private boolean cancelled;
    private boolean waitsForWallet;
    private PaymentOutcome.Unsettled soFar =
            new PaymentOutcome.Unsettled(Cause.FAILED, "the deadline was over before a payment could be made");

    PayJob(Bench bench, Follows follows, Order order, CompletableFuture<PaymentOutcome> result) {
        this.bench = bench;
        this.follows = follows;
        this.interval = order.interval();
        this.rate = order.rate();
        this.payees = order.payees();
        this.note = new PayerNote(order.id().hex());
        this.deadline = order.deadline();
        this.since = order.since();
        this.choice = new WalletChoice(payees);
        this.result = result;
    }

    /** @param standing what the ledger already says of the interval */
    void start(Optional<Begin> standing) {
        bench.after(Duration.between(bench.now(), deadline), this::deadline);
        if (standing.isPresent()) {
            begun(standing.get(), Optional.empty());
        } else {
            attempt();
        }
    }

    /** The account is closed: nothing more is sent. */
    void cancel() {
        cancelled = true;
        if (follow.isEmpty()) {
            unsettled(Cause.CANCELLED, "the circuit's account was closed");
        } else {
            follow.get().cancel();
        }
    }

    /** The service stops. */
    void stop() {
        cancelled = true;
        if (follow.isPresent()) {
            unsettled(Cause.UNKNOWN, "the payment service stops; the payment is followed when it is back");
        } else {
            unsettled(Cause.CANCELLED, "the payment service stops");
        }
    }

    void walletsChanged() {
        if (waitsForWallet) {
            attempt();
        }
    }

    private void attempt() {
        waitsForWallet = false;
        if (result.isDone() || follow.isPresent() || !bench.now().isBefore(deadline)) {
            return;
        }
        List<Wallet> wallets = bench.wallets().get();
        Optional<WalletChoice.Choice> chosen = choice.among(wallets);
        if (chosen.isEmpty()) {
            waitsForWallet = true;
            soFar = new PaymentOutcome.Unsettled(
                    Cause.NO_WALLET,
                    wallets.isEmpty()
                            ? "no wallet is present: install or unlock one"
                            : "no present wallet can pay what the relay offers");
            return;
        }
        prepare(chosen.get());
    }

    /** Lets the wallet do what comes before any money moves; no answer means that none has moved. */
    private void prepare(WalletChoice.Choice chosen) {
        Wallet wallet = chosen.wallet();
        MilliSatoshi expectedFee = wallet.capabilities().expectedFee(rate);
        PaymentRequest request = new PaymentRequest(
                bench.uuid(),
                payees.get(chosen.payee()),
                rate,
                bench.rules().tolerated(expectedFee),
                note,
                bench.now());
        int asked = ++question;
        CompletionStage<Optional<PaymentHandle>> stage;
        try {
            stage = wallet.prepare(request);
        } catch (RuntimeException e) { // a wallet that broke its contract, or just left
            stage = CompletableFuture.failedStage(e);
        }
        bench.then(stage, (handle, failure) -> {
            if (asked == question) {
                question++;
                if (failure == null && handle != null) {
                    begin(chosen, request.prepared(handle).storedAt(bench.now()), expectedFee);
                } else {
                    notPrepared(wallet, failure);
                }
            }
        });
        bench.after(timeout(), () -> {
            if (asked == question) {
                question++;
                notPrepared(wallet, null);
            }
        });
    }

    private void notPrepared(Wallet wallet, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean rejected = cause instanceof WalletException refusal && !refusal.retriable();
        notPaid(wallet.name(), rejected, cause == null ? "the wallet gave no answer" : Lines.one(cause));
    }

    private void begin(WalletChoice.Choice chosen, PaymentRequest request, MilliSatoshi expectedFee) {
        if (result.isDone()) {
            return;
        }
        Wallet wallet = chosen.wallet();
        Intent intent = new Intent(
                interval,
                request,
                wallet.name(),
                chosen.payee(),
                wallet.capabilities().sent(rate),
                expectedFee,
                bench.limits().get(),
                since,
                bench.now());
        bench.then(bench.ledger().submit(store -> store.begin(intent)), (begin, failure) -> {
            if (failure != null) {
                unsettled(Cause.LEDGER, Lines.one(failure));
            } else if (begin instanceof Begin.Begun late && bench.isOutOfLease(intent.at())) {
                bench.ledger().submit(store -> store.fail(late.attempt().request(), bench.now()));
                attempt();
            } else {
                begun(begin, Optional.of(wallet));
            }
        });
    }

    private void begun(Begin begin, Optional<Wallet> wallet) {
        if (begin instanceof Begin.Begun begun) {
            send(begun.attempt(), wallet.orElseThrow());
        } else if (begin instanceof Begin.InFlight flying) {
            Follow known = follows.of(flying.attempt());
            join(known);
            known.lookUpAtLeastOnce(); // nobody follows what was begun with a commit that was not confirmed
        } else if (begin instanceof Begin.Settled settled) {
            result.complete(new PaymentOutcome.Settled(settled.amount(), settled.fee(), settled.took()));
        } else if (begin instanceof Begin.OverBudget over) {
            LOG.warn("A payment is not made: {}", over.reason());
            unsettled(Cause.OVER_BUDGET, over.reason());
        } else if (begin instanceof Begin.WalletSpent spent) {
            notPaid(wallet.orElseThrow().name(), true, Cause.OVER_BUDGET, spent.reason());
        } else {
            unsettled(Cause.CANCELLED, "the circuit's account is closed");
        }
    }

    private void send(Attempt attempt, Wallet wallet) {
        Duration left = Duration.between(bench.now(), deadline);
        boolean present = bench.wallets().get().contains(wallet);
        if (cancelled || result.isDone() || left.isNegative() || left.isZero() || !present) {
            LOG.debug("Hop {} interval {}: not sent after all", interval.hop(), interval.interval());
            bench.ledger().submit(store -> store.fail(attempt.request(), bench.now()));
            attempt();
            return;
        }
        attempts++;
        LOG.debug(
                "Hop {} interval {}: attempt {} with wallet {}",
                interval.hop(),
                interval.interval(),
                attempts,
                wallet.name());
        Follow started = follows.of(attempt);
        started.pay(wallet, timeout(), deadline);
        join(started);
    }

    private void join(Follow followed) {
        follow = Optional.of(followed);
        followed.urgentUntil(deadline);
        followed.whenWritten(this::concluded);
    }

    private void concluded(Conclusion conclusion) {
        String wallet = follow.orElseThrow().attempt().wallet();
        follow = Optional.empty();
        if (conclusion instanceof Conclusion.Paid paid) {
            LOG.debug("Hop {} interval {}: settled after {}", interval.hop(), interval.interval(), paid.took());
            result.complete(new PaymentOutcome.Settled(paid.amount(), paid.fee(), paid.took()));
            return;
        }
        Conclusion.NotPaid failed = (Conclusion.NotPaid) conclusion;
        notPaid(wallet, failed.rejected(), failed.reason());
    }

    private void notPaid(String wallet, boolean rejected, String reason) {
        notPaid(wallet, rejected, Cause.FAILED, reason);
    }

    private void notPaid(String wallet, boolean rejected, Cause cause, String reason) {
        LOG.debug("Hop {} interval {}: not paid: {}", interval.hop(), interval.interval(), reason);
        choice.failed(wallet, rejected);
        soFar = new PaymentOutcome.Unsettled(cause, reason);
        if (cancelled) {
            unsettled(Cause.CANCELLED, "the circuit's account was closed");
        } else if (choice.among(bench.wallets().get()).filter(choice::isFresh).isPresent()) {
            attempt();
        } else {
            bench.after(bench.backOff(FIRST_PAUSE, LAST_PAUSE, Math.max(0, attempts - 1)), this::attempt);
        }
    }

    private void deadline() {
        if (result.isDone()) {
            return;
        }
        if (follow.isEmpty()) {
            result.complete(soFar);
        } else if (follow.get().known().orElse(null) instanceof Conclusion.Paid paid) {
            result.complete(new PaymentOutcome.Settled(paid.amount(), paid.fee(), paid.took()));
        } else {
            unsettled(
                    Cause.UNKNOWN,
                    "wallet " + follow.get().attempt().wallet()
                            + " has not said what became of the payment; it is looked up until it does");
        }
    }

    /** How long a wallet may take to answer: never so long that nothing of the window would be left. */
    private Duration timeout() {
        Duration half = Duration.between(bench.now(), deadline).dividedBy(2);
        Duration patience = half.compareTo(SHORTEST_TIMEOUT) > 0 ? half : SHORTEST_TIMEOUT;
        Duration longest = bench.rules().walletTimeout();
        return longest.compareTo(patience) < 0 ? longest : patience;
    }

    private void unsettled(Cause cause, String reason) {
        result.complete(new PaymentOutcome.Unsettled(cause, reason));
    }
}
