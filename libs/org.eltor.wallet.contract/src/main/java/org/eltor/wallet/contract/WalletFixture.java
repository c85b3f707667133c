package org.eltor.wallet.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletException;
import org.eltor.testkit.SettableClock;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.GuardedWallet;
import org.eltor.wallet.support.Redaction;
import org.eltor.wallet.support.Secret;
import org.eltor.wallet.support.WalletThreads;
import org.eltor.wallet.support.Workbench;

/** A wallet under test with its threads and its journal; can be restarted as after a crash. */
final class WalletFixture implements AutoCloseable {
    static final String NAME = "tested";

    private final WalletDouble wallet;
    private final SettableClock clock;
    private final Path journal;
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final List<String> confidential = new ArrayList<>();
    private ScheduledThreadPoolExecutor threads;
    private Backend backend;
    private GuardedWallet guarded;

    WalletFixture(WalletDouble wallet, SettableClock clock, Path journal) {
        this.wallet = wallet;
        this.clock = clock;
        this.journal = journal;
        confidential.addAll(wallet.secrets());
    }

    /** Opens the wallet and asks it for its state once. */
    Optional<String> start(WalletDouble.Access access) {
        threads = WalletThreads.pool(NAME + "-io", 2);
        try {
            backend = wallet.open(access, new Workbench(threads, clock, this::refused, journal));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        List<Secret> secrets = wallet.secrets().stream().map(Secret::new).toList();
        guarded = new GuardedWallet(NAME, backend, new Redaction(secrets), clock);
        Optional<String> problem = await(guarded.check().exceptionally(failure -> {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return Optional.of(String.valueOf(cause.getMessage()));
        }));
        problem.ifPresent(printed::add);
        return problem;
    }

    /** As if the process had died: nothing of it is left but the journal. */
    void restart() {
        close();
        start(WalletDouble.Access.GOOD);
    }

    GuardedWallet wallet() {
        return guarded;
    }

    Backend backend() {
        return backend;
    }

    PaymentRequest request(long msat) {
        MilliSatoshi amount = MilliSatoshi.of(msat);
        return request(msat, guarded.capabilities().expectedFee(amount).msat() + 1_000);
    }

    PaymentRequest request(long msat, long maxFee) {
        return request(wallet.payee(MilliSatoshi.of(msat)), msat, maxFee);
    }

    PaymentRequest request(Payee payee, long msat, long maxFee) {
        PayerNote note = new PayerNote(wallet.node().freshHex());
        UUID key = wallet.node().freshId();
        confidential.add(note.text());
        confidential.add(payee.value());
        return new PaymentRequest(key, payee, MilliSatoshi.of(msat), MilliSatoshi.of(maxFee), note, clock.instant());
    }

    /** Prepares as the payer does, so that what it prepared can be looked up. */
    PaymentRequest prepared(PaymentRequest request) throws WalletException {
        try {
            Optional<PaymentHandle> handle = awaitOrThrow(guarded.prepare(request));
            handle.ifPresent(given -> confidential.add(given.value()));
            return request.prepared(handle);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WalletException refused) {
                printed.add(refused.getMessage());
                throw refused;
            }
            throw new IllegalStateException(e);
        }
    }

    /** Prepares and pays. */
    PaymentResult pay(PaymentRequest request) {
        try {
            return payPrepared(prepared(request));
        } catch (WalletException e) {
            return e.retriable()
                    ? new PaymentResult.Failed(e.getMessage())
                    : new PaymentResult.Rejected(e.getMessage());
        }
    }

    PaymentResult payPrepared(PaymentRequest request) {
        return noted(await(guarded.pay(request)));
    }

    Optional<PaymentResult> lookup(PaymentRequest request) {
        return await(guarded.lookup(request)).map(this::noted);
    }

    /** Looks up until the wallet says something final. */
    PaymentResult settled(PaymentRequest request) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PaymentContractTest.LIMIT_SECONDS);
        while (System.nanoTime() < end) {
            Optional<PaymentResult> result = lookup(request);
            if (result.isPresent()
                    && !(result.get() instanceof PaymentResult.Pending)
                    && !(result.get() instanceof PaymentResult.Unknown)) {
                return result.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the lookup never found the payment");
    }

    /** Lets the time pass after which what the wallet shows, or does not show, is final. */
    void outwaitAbsence() {
        advance(backend.absence().plus(wallet.tries()).plusSeconds(30));
    }

    void advance(Duration step) {
        clock.advance(step);
    }

    SettableClock clock() {
        return clock;
    }

    /** What the backend told of refused credentials. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Everything that was said to people. */
    List<String> printed() {
        return List.copyOf(printed);
    }

    /** Everything that must never be said to people. */
    List<String> confidential() {
        List<String> all = new ArrayList<>(confidential);
        wallet.node().payments().forEach(payment -> {
            all.add(payment.hash());
            all.add(payment.preimage());
            all.add(payment.id().toString());
            all.add(payment.what());
        });
        return all;
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return awaitOrThrow(stage);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    static <T> T awaitOrThrow(CompletionStage<T> stage) throws ExecutionException {
        try {
            return stage.toCompletableFuture().get(PaymentContractTest.LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + PaymentContractTest.LIMIT_SECONDS + " s", e);
        }
    }

    @Override
    public void close() {
        if (guarded != null) {
            guarded.close();
            backend.close();
            threads.shutdownNow();
        }
    }

    private void refused(String reason) {
        refusals.add(reason);
        printed.add(reason);
    }

    private PaymentResult noted(PaymentResult result) {
        printed.add(result.toString());
        if (result instanceof PaymentResult.Failed failed) {
            printed.add(failed.reason());
        } else if (result instanceof PaymentResult.Rejected rejected) {
            printed.add(rejected.reason());
        } else if (result instanceof PaymentResult.Unknown unknown) {
            printed.add(unknown.reason());
        }
        return result;
    }
}
