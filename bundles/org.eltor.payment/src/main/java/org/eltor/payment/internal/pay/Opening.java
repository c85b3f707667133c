package org.eltor.payment.internal.pay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentException;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.PaidHop;
import org.eltor.payment.internal.budget.PriceList;
import org.eltor.payment.internal.ledger.AccountEntry;
import org.eltor.payment.internal.ledger.HopEntry;
import org.eltor.payment.internal.ledger.Lines;

/** Opens accounts: payees first, then ids, then the ledger. Lives on the loop. */
final class Opening {
    /** More money than there is, and yet far from an overflow. */
    private static final long NEVER = Long.MAX_VALUE / 4;
    /** Longest interval, as relays audit no longer one. */
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    /** For looking up, building, and clocks that differ. */
    private static final Duration MARGIN = Duration.ofMinutes(3);

    private final Bench bench;
    private final PayeeDesk desk;

    Opening(Bench bench, PayeeDesk desk) {
        this.bench = bench;
        this.desk = desk;
    }

    PriceList prices() {
        return new PriceList(
                bench.wallets().get().stream()
                        .map(wallet -> wallet.capabilities())
                        .toList(),
                desk.reach());
    }

    void open(PathPlan plan, CompletableFuture<CircuitAccount> result) throws PaymentException {
        PriceList prices = prices();
        List<MilliSatoshi> costs = new ArrayList<>();
        List<CompletableFuture<Instruments>> parts = new ArrayList<>();
        long total = 0;
        for (RelayDescriptor relay : plan.hops()) {
            Optional<MilliSatoshi> price = prices.intervalCost(relay.terms());
            Optional<MilliSatoshi> whole = prices.circuitCost(relay.terms());
            if (price.isEmpty() || whole.isEmpty()) {
                throw new PaymentException(desk.problem(relay.terms()));
            }
            total = Math.min(NEVER, total + Math.min(NEVER, whole.get().msat()));
            costs.add(price.get());
        }
        for (RelayDescriptor relay : plan.hops()) {
            parts.add(prepare(prices, relay.terms()).toCompletableFuture());
        }
        long cost = total;
        bench.then(CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)), (nothing, failure) -> {
            if (failure != null) {
                result.completeExceptionally(new PaymentException(
                        "one of the relays cannot be paid: " + Lines.one(cause(failure)), cause(failure)));
            } else {
                List<Instruments> instruments =
                        parts.stream().map(CompletableFuture::join).collect(Collectors.toList());
                write(plan, instruments, costs, cost, result);
            }
        });
    }

    private CompletionStage<Instruments> prepare(PriceList prices, PaymentTerms terms) {
        Instant until = bench.now().plus(MARGIN).plus(INTERVAL.multipliedBy(PaymentService.INTERVALS));
        return terms.isFree()
                ? CompletableFuture.completedStage(Instruments.of(terms.payees()))
                : desk.prepare(prices.choice(terms).orElseThrow(), terms, until);
    }

    private void write(
            PathPlan plan,
            List<Instruments> instruments,
            List<MilliSatoshi> costs,
            long cost,
            CompletableFuture<CircuitAccount> result) {
        Instant now = bench.now();
        List<HopEntry> hops = new ArrayList<>();
        List<PaidHop> payloads = new ArrayList<>();
        for (int hop = 0; hop < plan.hops().size(); hop++) {
            RelayDescriptor relay = plan.hops().get(hop);
            HopIds ids = instruments.get(hop).ids(bench.random());
            hops.add(ids.entry(relay, costs.get(hop), instruments.get(hop)));
            payloads.add(new PaidHop(relay.fingerprint(), ids.payload()));
        }
        AccountEntry account = new AccountEntry(bench.uuid(), hops, now, false);
        bench.then(
                bench.ledger()
                        .submit(store -> store.open(account, bench.limits().get(), cost)),
                (refusal, failure) -> {
                    if (failure != null) {
                        close(account.id()); // a commit that was not confirmed may have been made
                        result.completeExceptionally(
                                new PaymentException(cause(failure).getMessage(), cause(failure)));
                    } else if (refusal.isPresent()) {
                        result.completeExceptionally(new PaymentException(refusal.get()));
                    } else {
                        result.complete(new CircuitAccount(account.id(), payloads, now));
                    }
                });
    }

    /** Frees what an account has reserved; as soon as the ledger can be written, if it cannot be now. */
    void close(UUID account) {
        bench.insist(store -> store.close(account, bench.now()), closed -> {});
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
