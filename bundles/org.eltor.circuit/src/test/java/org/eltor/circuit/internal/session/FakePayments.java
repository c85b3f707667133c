package org.eltor.circuit.internal.session;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eltor.api.lightning.MilliSatoshi;
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
import org.eltor.api.tor.PaidHop;
import org.eltor.testkit.SteppedExecutor;

/** A payer that settles after a given time and remembers when; refuses to be asked twice for one interval. */
final class FakePayments implements PaymentService {
    /** What was paid, and when it was asked for and settled. */
    record Paid(UUID account, int hop, int interval, Instant asked, Instant settled) {}

    final List<Paid> paid = new ArrayList<>();
    final Map<UUID, CircuitId> circuits = new LinkedHashMap<>();
    final Set<UUID> closed = new HashSet<>();
    final Map<UUID, Instant> closedAt = new HashMap<>();
    Duration latency = Duration.ofMillis(200);
    Duration settleTime = Duration.ZERO;
    Optional<String> refusal = Optional.empty();
    Function<Paid, Optional<PaymentOutcome>> script = payment -> Optional.empty();

    private final SteppedExecutor executor;
    private int accounts;

    FakePayments(SteppedExecutor executor) {
        this.executor = executor;
    }

    @Override
    public PriceModel priceModel() {
        return terms -> Optional.of(terms.rate().times(INTERVALS));
    }

    @Override
    public MilliSatoshi circuitLimit() {
        return MilliSatoshi.of(60_000);
    }

    @Override
    public Duration settleTime() {
        return settleTime;
    }

    @Override
    public CompletionStage<CircuitAccount> open(PathPlan plan) {
        if (refusal.isPresent()) {
            return CompletableFuture.failedStage(new PaymentException(refusal.get()));
        }
        UUID id = new UUID(0, ++accounts);
        String payload = "%064x".formatted(accounts).repeat(12);
        List<PaidHop> hops = plan.hops().stream()
                .map(r -> new PaidHop(r.fingerprint(), payload))
                .toList();
        return CompletableFuture.completedStage(
                new CircuitAccount(id, hops, executor.clock().instant()));
    }

    @Override
    public CompletionStage<Void> launched(UUID account, CircuitId circuit) {
        circuits.put(account, circuit);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<PaymentOutcome> pay(UUID account, int hop, int interval, Instant deadline) {
        Instant now = executor.clock().instant();
        boolean again =
                paid.stream().anyMatch(p -> p.account().equals(account) && p.hop() == hop && p.interval() == interval);
        if (again || closed.contains(account)) {
            throw new AssertionError("asked to pay " + (again ? "twice" : "a closed account"));
        }
        Paid payment = new Paid(account, hop, interval, now, now.plus(latency));
        Optional<PaymentOutcome> scripted = script.apply(payment);
        CompletableFuture<PaymentOutcome> result = new CompletableFuture<>();
        if (scripted.isPresent()) {
            executor.execute(() -> result.complete(scripted.get()));
        } else if (payment.settled().isAfter(deadline)) {
            executor.schedule(
                    () -> result.complete(new PaymentOutcome.Unsettled(Cause.UNKNOWN, "no answer in time")),
                    Duration.between(now, deadline).toNanos(),
                    TimeUnit.NANOSECONDS);
        } else {
            paid.add(payment);
            executor.schedule(
                    () -> result.complete(
                            new PaymentOutcome.Settled(MilliSatoshi.of(1000), MilliSatoshi.of(10), latency)),
                    latency.toNanos(),
                    TimeUnit.NANOSECONDS);
        }
        return result;
    }

    boolean isSettled(CircuitId circuit, int hop, int interval, Instant by) {
        return paid.stream()
                .anyMatch(p -> circuit.equals(circuits.get(p.account()))
                        && p.hop() == hop
                        && p.interval() == interval
                        && !p.settled().isAfter(by));
    }

    long paidFor(CircuitId circuit) {
        return paid.stream()
                .filter(p -> circuit.equals(circuits.get(p.account())))
                .count();
    }

    @Override
    public void close(UUID account) {
        closed.add(account);
        closedAt.putIfAbsent(account, executor.clock().instant());
    }

    @Override
    public CompletionStage<List<PaymentRecord>> history(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<PaymentTotals> totals() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Integer> exportSent(Path file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Integer> exportRedacted(Path file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<ImportReport> importSent(Path file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<CostReport> cost(Duration period) {
        throw new UnsupportedOperationException();
    }
}
