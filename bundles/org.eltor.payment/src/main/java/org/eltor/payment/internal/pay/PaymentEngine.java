package org.eltor.payment.internal.pay;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.CostReport;
import org.eltor.api.payment.ImportReport;
import org.eltor.api.payment.PaymentException;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.api.payment.PaymentOutcome.Cause;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.payment.PaymentTotals;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PriceModel;
import org.eltor.api.tor.CircuitId;
import org.eltor.payment.internal.ledger.AccountEntry;
import org.eltor.payment.internal.ledger.Attempt;
import org.eltor.payment.internal.ledger.Begin;
import org.eltor.payment.internal.ledger.HopEntry;
import org.eltor.payment.internal.ledger.IntervalKey;
import org.eltor.payment.internal.ledger.Lines;
import org.eltor.payment.internal.ledger.PaymentId;
import org.eltor.payment.internal.ledger.SentExport;
import org.eltor.payment.internal.ledger.SentImport;

/** The payment service without the container. Thread-safe; stages complete on the loop or on the ledger's thread. */
public final class PaymentEngine implements PaymentService {
    private static final int RECENT = 500;
    private static final Duration LEDGER_PATIENCE = Duration.ofMillis(500);
    private static final PaymentOutcome CANCELLED = new PaymentOutcome.Unsettled(Cause.CANCELLED, Bench.STOPS);

    private final Bench bench;
    private final Opening opening;
    private final SettleTimes settleTimes = new SettleTimes();
    private final Books books;
    private final Guardian guardian;

    /** Only on the loop. */
    private final Follows follows;

    private final Map<IntervalKey, CompletableFuture<PaymentOutcome>> shared = new HashMap<>();
    private final Map<IntervalKey, PayJob> jobs = new HashMap<>();
    private boolean stopped;

    /** One that takes offers as they come, and looks nothing up. */
    public PaymentEngine(Bench bench) {
        this(bench, PayeeDesk.plain());
    }

    /** @param desk decides on payees */
    public PaymentEngine(Bench bench, PayeeDesk desk) {
        this.bench = bench;
        this.opening = new Opening(bench, desk);
        this.follows = new Follows(bench, settleTimes);
        this.books = new Books(bench);
        this.guardian = new Guardian(bench, follows);
    }

    /** The ledger can be used: takes up what was in flight when it was left. */
    public void ledgerUp() {
        record Found(List<Attempt> inFlight, List<Duration> settlements) {}
        bench.then(
                bench.ledger()
                        .submit(store ->
                                new Found(store.read().inFlight(), store.read().recentSettlements(RECENT))),
                (found, failure) -> {
                    if (failure == null && !stopped) {
                        if (settleTimes.isEmpty()) {
                            found.settlements().forEach(settleTimes::add);
                        }
                        follows.recover(found.inFlight());
                        books.keepShort();
                        guardian.start();
                    }
                });
    }

    /** A wallet came or went. */
    public void walletsChanged() {
        bench.run(() -> {
            if (!stopped) {
                follows.walletsChanged();
                List.copyOf(jobs.values()).forEach(PayJob::walletsChanged);
            }
        });
    }

    /** Answers everybody who waits; nothing is sent from now on. The threads are the caller's to end. */
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        boolean running = bench.run(() -> {
            stopped = true;
            List.copyOf(jobs.values()).forEach(PayJob::stop);
            List.copyOf(shared.values()).forEach(result -> result.complete(CANCELLED));
            done.complete(null);
        });
        if (!running) {
            done.complete(null);
        }
        return done;
    }

    @Override
    public PriceModel priceModel() {
        return opening.prices();
    }

    @Override
    public MilliSatoshi circuitLimit() {
        return bench.limits().get().circuit();
    }

    @Override
    public Duration settleTime() {
        return settleTimes.percentile95();
    }

    @Override
    public CompletionStage<CircuitAccount> open(PathPlan plan) {
        return bench.onLoop(result -> {
            try {
                opening.open(plan, result);
            } catch (PaymentException e) {
                result.completeExceptionally(e);
            }
        });
    }

    @Override
    public CompletionStage<Void> launched(UUID account, CircuitId circuit) {
        return bench.onLoop(result -> bench.then(
                bench.ledger().submit(store -> store.launched(account, circuit.value())), (known, failure) -> {
                    if (failure != null) {
                        result.completeExceptionally(Bench.explain(failure));
                    } else if (known) {
                        result.complete(null);
                    } else {
                        result.completeExceptionally(new PaymentException("the ledger has no such account"));
                    }
                }));
    }

    @Override
    public CompletionStage<PaymentOutcome> pay(UUID account, int hop, int interval, Instant deadline) {
        if (hop < 0 || hop > 2 || interval < 1 || interval > INTERVALS) {
            throw new IllegalArgumentException("hops are 0 to 2, intervals 1 to 10");
        }
        IntervalKey key = new IntervalKey(account, hop, interval);
        CompletionStage<PaymentOutcome> told = bench.onLoop(result -> {
            CompletableFuture<PaymentOutcome> one = shared.get(key);
            if (one == null) {
                one = new CompletableFuture<>();
                shared.put(key, one);
                one.whenComplete((outcome, failure) -> {
                    shared.remove(key);
                    jobs.remove(key);
                });
                pay(key, deadline, one);
            }
            one.thenAccept(result::complete);
        });
        return told.exceptionally(loopEnded -> CANCELLED);
    }

    @Override
    public void close(UUID account) {
        bench.run(() -> {
            opening.close(account);
            List.copyOf(jobs.entrySet()).stream()
                    .filter(job -> job.getKey().account().equals(account))
                    .forEach(job -> job.getValue().cancel());
        });
    }

    @Override
    public CompletionStage<List<PaymentRecord>> history(int limit) {
        return books.history(limit);
    }

    @Override
    public CompletionStage<PaymentTotals> totals() {
        return books.totals();
    }

    @Override
    public CompletionStage<CostReport> cost(Duration period) {
        return books.cost(period);
    }

    @Override
    public CompletionStage<Integer> exportSent(Path file) {
        return bench.told(SentExport.write(bench.ledger(), file));
    }

    @Override
    public CompletionStage<Integer> exportRedacted(Path file) {
        return bench.told(SentExport.writeRedacted(bench.ledger(), file));
    }

    @Override
    public CompletionStage<ImportReport> importSent(Path file) {
        return bench.told(SentImport.read(bench.ledger(), file));
    }

    private void pay(IntervalKey key, Instant deadline, CompletableFuture<PaymentOutcome> result) {
        record Standing(
                Optional<AccountEntry> account,
                Optional<PaymentId> id,
                Optional<Payee> invoice,
                Optional<Begin> begin) {}
        Instant since = bench.now();
        if (stopped) {
            result.complete(CANCELLED);
            return;
        }
        bench.after(Duration.between(since, deadline).plus(LEDGER_PATIENCE), () -> {
            if (!jobs.containsKey(key)) {
                result.complete(new PaymentOutcome.Unsettled(Cause.LEDGER, "the ledger does not answer"));
            }
        });
        bench.then(
                bench.ledger()
                        .submit(store -> new Standing(
                                store.read().account(key.account(), since),
                                store.read().id(key),
                                store.read().invoice(key),
                                store.standing(key, since))),
                (standing, failure) -> {
                    if (failure != null) {
                        result.complete(new PaymentOutcome.Unsettled(Cause.LEDGER, Lines.one(failure)));
                    } else if (standing.account().isEmpty() || standing.id().isEmpty()) {
                        result.complete(
                                new PaymentOutcome.Unsettled(Cause.CANCELLED, "the ledger has no such account"));
                    } else {
                        HopEntry hop = standing.account().get().hops().get(key.hop());
                        if (hop.rate().msat() == 0) {
                            result.complete(new PaymentOutcome.Free());
                        } else if (!result.isDone()) {
                            PaymentId id = standing.id().get();
                            List<Payee> payees =
                                    standing.invoice().map(List::of).orElse(hop.payees());
                            PayJob.Order order = new PayJob.Order(key, hop.rate(), payees, id, deadline, since);
                            PayJob job = new PayJob(bench, follows, order, result);
                            jobs.put(key, job);
                            job.start(standing.begin());
                        }
                    }
                });
    }
}
