package org.eltor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletException;

/**
 * A wallet that does what the test's scripts say, records what it was asked, and keeps the promises of {@link Wallet}:
 * never two payments for one key, and a key that a lookup called unknown stays so. May be used from any thread; stages
 * complete on the executor. The scripts and records are in {@link ScriptedPayments}.
 */
public final class InMemoryWallet extends ScriptedPayments implements Wallet {
    private final String name;
    private final ScheduledExecutorService executor;

    /** A wallet on virtual time. */
    public InMemoryWallet(String name, SteppedExecutor executor) {
        this(name, executor, executor.clock());
    }

    /** @param clock tells when payments arrive; must go with {@code executor} */
    public InMemoryWallet(String name, ScheduledExecutorService executor, Clock clock) {
        super(clock);
        this.name = Objects.requireNonNull(name);
        this.executor = Objects.requireNonNull(executor);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public WalletCapabilities capabilities() {
        synchronized (lock) {
            return capabilities;
        }
    }

    @Override
    public CompletionStage<MilliSatoshi> balance() {
        synchronized (lock) {
            return answered(Duration.ZERO, payments.balance);
        }
    }

    @Override
    public CompletionStage<Optional<PaymentHandle>> prepare(PaymentRequest request) {
        synchronized (lock) {
            preparations.add(request);
            CompletableFuture<Optional<PaymentHandle>> answer = new CompletableFuture<>();
            WalletException failure = preparationFailure;
            preparationFailure = null;
            Duration delay = preparation == null ? Duration.ZERO : preparation;
            Optional<PaymentHandle> handle = preparation == null ? Optional.empty() : Optional.of(handle(request));
            if (failure != null) {
                later(delay, () -> answer.completeExceptionally(failure));
            } else if (!preparationsHang) {
                later(delay, () -> answer.complete(handle));
            }
            return answer;
        }
    }

    private static PaymentHandle handle(PaymentRequest request) {
        return new PaymentHandle("quote of " + request.key());
    }

    @Override
    public CompletionStage<PaymentResult> pay(PaymentRequest request) {
        synchronized (lock) {
            requests.add(request);
            Optional<InMemoryPayments.Payment> known = payments.find(request.key());
            if (known.isPresent()) {
                PaymentResult state = known.get().state;
                return known.get().isOpen() ? known.get().answer.copy() : answered(Duration.ZERO, state);
            }
            Optional<PaymentResult> refusal = refusal(request);
            if (refusal.isPresent()) {
                return answered(Duration.ZERO, refusal.get());
            }
            PaymentScript script = next.isEmpty() ? byPayee.getOrDefault(request.payee(), standard) : next.poll();
            return follow(script, request);
        }
    }

    private Optional<PaymentResult> refusal(PaymentRequest request) {
        MilliSatoshi fee = capabilities.expectedFee(request.amount());
        if (payments.isDisowned(request.key())) {
            return Optional.of(new PaymentResult.Rejected("this key was looked up and called unknown"));
        }
        if (preparation != null && !request.handle().equals(Optional.of(handle(request)))) {
            return Optional.of(new PaymentResult.Rejected("this payment was not prepared"));
        }
        if (!capabilities.payees().contains(request.payee().kind())) {
            return Optional.of(new PaymentResult.Rejected("this wallet cannot pay such a payee"));
        }
        if (request.isTooLate(clock.instant())) {
            return Optional.of(new PaymentResult.Failed("the time for this payment is over"));
        }
        if (fee.compareTo(request.maxFee()) > 0) {
            return Optional.of(new PaymentResult.Failed("the fee of " + fee + " is above the limit"));
        }
        if (capabilities.sent(request.amount()).plus(fee).compareTo(payments.balance) > 0) {
            return Optional.of(new PaymentResult.Rejected("the balance of " + payments.balance + " is too low"));
        }
        return Optional.empty();
    }

    private CompletionStage<PaymentResult> follow(PaymentScript script, PaymentRequest request) {
        if (script.end == PaymentScript.End.NOT_TAKEN) {
            return answered(
                    script.answerAfter,
                    script.answer == PaymentScript.Answer.REJECTED
                            ? new PaymentResult.Rejected(script.reason)
                            : new PaymentResult.Unknown("no answer from the wallet"));
        }
        InMemoryPayments.Payment payment = payments.take(request);
        if (script.end != PaymentScript.End.OPEN) {
            later(script.endAfter, () -> endOnce(payment, script));
        }
        switch (script.answer) {
            case PENDING -> later(script.answerAfter, () -> payment.answer.complete(new PaymentResult.Pending()));
            case UNKNOWN ->
                later(
                        script.answerAfter,
                        () -> payment.answer.complete(new PaymentResult.Unknown("no answer from the wallet")));
            case RESULT -> later(script.answerAfter, () -> payment.answer.complete(stateOf(payment)));
            case REJECTED, NONE -> {
                // rejected ones were never taken on; the others are not answered
            }
        }
        return payment.answer.copy();
    }

    private PaymentResult stateOf(InMemoryPayments.Payment payment) {
        synchronized (lock) {
            return payment.state;
        }
    }

    private void endOnce(InMemoryPayments.Payment payment, PaymentScript script) {
        synchronized (lock) {
            if (payment.isOpen() && script.end == PaymentScript.End.FAILED) {
                payments.fail(payment, script.reason);
            } else if (payment.isOpen()) {
                payments.settle(payment, capabilities, clock.instant());
            }
        }
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(PaymentRequest request) {
        synchronized (lock) {
            lookups.add(request);
            if (lookupsHang) {
                return new CompletableFuture<>();
            }
            CompletableFuture<Optional<PaymentResult>> answer = new CompletableFuture<>();
            later(lookupDelay, () -> answer.complete(found(request.key())));
            return answer;
        }
    }

    private Optional<PaymentResult> found(UUID key) {
        synchronized (lock) {
            if (!capabilities.lookup()) {
                return Optional.of(new PaymentResult.Unknown("this wallet does not look payments up"));
            }
            return payments.findForGood(key).map(payment -> payment.state);
        }
    }

    private <T> CompletionStage<T> answered(Duration delay, T value) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        later(delay, () -> answer.complete(value));
        return answer;
    }

    private void later(Duration delay, Runnable action) {
        executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
