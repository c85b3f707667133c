package org.eltor.wallet.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A wallet around a {@link Backend}. Refuses payees that cannot be paid, asks the backend to pay once for a key, looks
 * up before it asks again, believes no settlement whose preimage does not hash to the payment's hash, and words every
 * reason in one line with the wallet's name and without secrets. Thread-safe.
 */
public final class GuardedWallet implements Wallet {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedWallet.class);
    private static final int MOST_KEYS = 20_000;
    /** A request that is older is not paid: so it is known how late a payment may have begun, after a restart too. */
    private static final Duration ASKED_WITHIN = Duration.ofSeconds(10);

    private final String name;
    private final Backend backend;
    private final Wording words;
    private final Clock clock;
    private final Object lock = new Object();
    private final Map<UUID, KeyEntry> entries = new LinkedHashMap<>();
    private boolean closed;

    public GuardedWallet(String name, Backend backend, Redaction redaction, Clock clock) {
        this.name = name;
        this.backend = backend;
        this.words = new Wording(name, redaction);
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public WalletCapabilities capabilities() {
        return backend.capabilities();
    }

    /** As {@link Backend#check}, fit for a log; fails with {@link CallException} alone. */
    public CompletionStage<Optional<String>> check() {
        return guarded(backend::check)
                .handle((problem, failure) -> failure == null
                        ? CompletableFuture.completedStage(problem.map(words::redacted))
                        : CompletableFuture.<Optional<String>>failedStage(words.fitForALog(failure)))
                .thenCompose(stage -> stage);
    }

    @Override
    public CompletionStage<MilliSatoshi> balance() {
        return guarded(backend::balance)
                .handle((balance, failure) -> failure == null
                        ? CompletableFuture.completedStage(balance)
                        : CompletableFuture.<MilliSatoshi>failedStage(new WalletException(words.of(failure), true)))
                .thenCompose(stage -> stage);
    }

    @Override
    public CompletionStage<Optional<PaymentHandle>> prepare(PaymentRequest request) {
        Instruction instruction;
        try {
            instruction = checked(request);
        } catch (PayeeCheck.UnfitException e) {
            return CompletableFuture.failedStage(new WalletException(words.line(e.getMessage()), false));
        }
        return guarded(() -> backend.prepare(instruction))
                .handle((handle, failure) -> failure == null
                        ? CompletableFuture.completedStage(handle)
                        : CompletableFuture.<Optional<PaymentHandle>>failedStage(words.unprepared(failure)))
                .thenCompose(stage -> stage);
    }

    @Override
    public CompletionStage<PaymentResult> pay(PaymentRequest request) {
        Instruction instruction;
        try {
            instruction = PayeeCheck.decode(request, capabilities());
        } catch (PayeeCheck.UnfitException e) {
            return rejected(e.getMessage());
        }
        KeyEntry entry;
        CompletableFuture<PaymentResult> answer = new CompletableFuture<>();
        boolean again;
        boolean tried;
        synchronized (lock) {
            entry = entries.computeIfAbsent(request.key(), key -> new KeyEntry());
            forgetOldest();
            if (closed) {
                return CompletableFuture.completedStage(new PaymentResult.Failed(words.line("is being stopped")));
            }
            if (!entry.isIdle()) {
                return entry.running.copy();
            }
            if (entry.isOver()) {
                return CompletableFuture.completedStage(entry.last);
            }
            if (entry.absent) {
                return rejected("a payment that was looked up and not found is not made any more: use a new key");
            }
            Instant now = clock.instant();
            again = entry.isOpen();
            tried = entry.isTried(lastCall(request), backend.trying(instruction), now);
            if (!again && now.isAfter(lastCall(request))) {
                return CompletableFuture.completedStage(
                        new PaymentResult.Unknown(words.line("was asked too late to pay: use a new key")));
            }
            entry.running = answer;
            entry.spokenAt = now;
            entry.askedAt = again ? entry.askedAt : now;
        }
        CompletionStage<PaymentResult> paying = again ? lookupInstead(instruction, tried) : payChecked(instruction);
        paying.whenComplete((result, failure) -> {
            PaymentResult said = failure == null ? result : Outcomes.unknown(failure);
            answer.complete(concluded(entry, instruction, said, true));
        });
        return answer.copy();
    }

    @Override
    public void cancel(UUID key) {
        backend.cancel(key);
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(PaymentRequest request) {
        Instruction instruction;
        try {
            instruction = PayeeCheck.decode(request, capabilities());
        } catch (PayeeCheck.UnfitException e) {
            return CompletableFuture.completedStage(
                    Optional.of(new PaymentResult.Rejected(words.line(e.getMessage()))));
        }
        KeyEntry entry;
        boolean tried;
        boolean unseen;
        synchronized (lock) {
            entry = entries.computeIfAbsent(request.key(), key -> new KeyEntry());
            forgetOldest();
            Instant now = clock.instant();
            tried = entry.isTried(lastCall(request), backend.trying(instruction), now);
            unseen = tried || entry.mayAppear(lastCall(request), backend.absence(), now);
            if (entry.isOver() || entry.last instanceof PaymentResult.Rejected) {
                return CompletableFuture.completedStage(Optional.of(entry.last));
            }
        }
        return guarded(() -> backend.lookup(instruction))
                .handle((result, failure) -> failure == null ? result : Optional.of(Outcomes.unknown(failure)))
                .thenApply(result -> result.isEmpty()
                        ? absent(entry, unseen)
                        : Optional.of(shown(entry, instruction, result.get(), tried)));
    }

    /** Answers what is still open with "unknown", and takes on nothing more. */
    public void close() {
        List<CompletableFuture<PaymentResult>> open = new ArrayList<>();
        synchronized (lock) {
            closed = true;
            entries.values().stream().filter(entry -> !entry.isIdle()).forEach(entry -> open.add(entry.running));
        }
        open.forEach(answer -> answer.complete(new PaymentResult.Unknown(words.line("is being stopped"))));
    }

    private CompletionStage<PaymentResult> payChecked(Instruction instruction) {
        try {
            checked(instruction.request());
        } catch (PayeeCheck.UnfitException e) {
            return CompletableFuture.completedStage(new PaymentResult.Rejected(e.getMessage()));
        }
        Optional<PaymentResult> late = instruction.tooLate(clock.instant());
        return late.isPresent()
                ? CompletableFuture.completedStage(late.get())
                : guarded(() -> backend.pay(instruction));
    }

    private CompletionStage<PaymentResult> lookupInstead(Instruction instruction, boolean tried) {
        return guarded(() -> backend.lookup(instruction))
                .thenApply(found -> found.isPresent()
                        ? lastWord(found.get(), tried)
                        : new PaymentResult.Unknown(
                                "does not show the payment that it was asked for: look it up first"));
    }

    private static Instant lastCall(PaymentRequest request) {
        return request.createdAt().plus(ASKED_WITHIN);
    }

    private Instruction checked(PaymentRequest request) throws PayeeCheck.UnfitException {
        Instruction instruction = PayeeCheck.decode(request, capabilities());
        PayeeCheck.check(instruction, backend.chain(), clock.instant());
        return instruction;
    }

    /** Between two tries a wallet may show a payment as failed: only afterwards that is its last word. */
    private static PaymentResult lastWord(PaymentResult said, boolean tried) {
        boolean notPaid = said instanceof PaymentResult.Failed || said instanceof PaymentResult.Rejected;
        return tried && notPaid ? new PaymentResult.Pending() : said;
    }

    /** @param tried it was tried when the lookup began, or may have been */
    private PaymentResult shown(KeyEntry entry, Instruction instruction, PaymentResult said, boolean tried) {
        synchronized (lock) {
            return concluded(entry, instruction, lastWord(said, tried || !entry.isIdle()), false);
        }
    }

    /** @param unseen it may have been made when the lookup began, and not be shown */
    private Optional<PaymentResult> absent(KeyEntry entry, boolean unseen) {
        synchronized (lock) {
            if (entry.isOver()) {
                return Optional.of(entry.last);
            }
            if (!entry.isIdle()) {
                return Optional.of(new PaymentResult.Pending());
            }
            if (unseen) {
                return Optional.of(new PaymentResult.Unknown(words.line("does not show the payment yet")));
            }
            entry.absent = true;
            return Optional.empty();
        }
    }

    private PaymentResult concluded(KeyEntry entry, Instruction instruction, PaymentResult said, boolean paid) {
        PaymentResult result = believed(instruction, said);
        synchronized (lock) {
            if (paid) {
                entry.running = null;
                entry.spokenAt = clock.instant();
            }
            if (!entry.isOver()) {
                entry.last = result;
            }
            return entry.last instanceof PaymentResult.Settled ? entry.last : result;
        }
    }

    private PaymentResult believed(Instruction instruction, PaymentResult said) {
        if (said instanceof PaymentResult.Settled settled) {
            boolean named = instruction.invoice().isEmpty()
                    || instruction.invoice().get().hash().equals(settled.hash());
            if (named && settled.isConsistent()) {
                return settled;
            }
            LOG.warn("Wallet {} shows a preimage that does not prove the payment", name);
            return new PaymentResult.Unknown(words.line("shows a preimage that does not prove the payment"));
        }
        if (said instanceof PaymentResult.Failed failed) {
            return new PaymentResult.Failed(words.line(failed.reason()));
        }
        if (said instanceof PaymentResult.Rejected refused) {
            return new PaymentResult.Rejected(words.line(refused.reason()));
        }
        return said instanceof PaymentResult.Unknown unknown
                ? new PaymentResult.Unknown(words.line(unknown.reason()))
                : said;
    }

    private CompletionStage<PaymentResult> rejected(String reason) {
        return CompletableFuture.completedStage(new PaymentResult.Rejected(words.line(reason)));
    }

    /** A backend that throws where it should answer is a bug, which must not lose the caller's stage. */
    private <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (CallException e) {
            return CompletableFuture.failedStage(e);
        } catch (RuntimeException e) {
            LOG.error("Bug: wallet {} failed", name, e);
            return CompletableFuture.failedStage(e);
        }
    }

    private void forgetOldest() {
        var oldest = entries.values().iterator();
        while (entries.size() > MOST_KEYS && oldest.hasNext()) {
            KeyEntry entry = oldest.next();
            if (entry.isIdle() && !entry.isOpen()) {
                oldest.remove();
            }
        }
    }
}
