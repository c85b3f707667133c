package org.eltor.payment.internal.pay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentException;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.PathPlan;
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
        for (RelayDescriptor relay : plan.hops()) {
            if (prices.circuitCost(relay.terms()).isEmpty()) {
                throw new PaymentException(desk.problem(relay.terms()));
            }
        }
        Instant until = bench.now().plus(MARGIN).plus(INTERVAL.multipliedBy(PaymentService.INTERVALS));
        List<CompletableFuture<Preparation.Ready>> parts = plan.hops().stream()
                .map(relay -> new Preparation(bench, desk, this::prices, relay.terms(), until).start())
                .toList();
        bench.then(CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)), (nothing, failure) -> {
            if (failure != null) {
                result.completeExceptionally(new PaymentException(
                        "one of the relays cannot be paid: " + Lines.one(cause(failure)), cause(failure)));
            } else {
                write(plan, parts.stream().map(CompletableFuture::join).toList(), result);
            }
        });
    }

    private void write(PathPlan plan, List<Preparation.Ready> parts, CompletableFuture<CircuitAccount> result) {
        Instant now = bench.now();
        long total = 0;
        List<HopEntry> hops = new ArrayList<>();
        List<PaidHop> payloads = new ArrayList<>();
        for (int hop = 0; hop < plan.hops().size(); hop++) {
            RelayDescriptor relay = plan.hops().get(hop);
            Preparation.Ready part = parts.get(hop);
            HopIds ids = part.instruments().ids(bench.random());
            hops.add(ids.entry(relay, part.interval(), part.instruments()));
            payloads.add(new PaidHop(relay.fingerprint(), ids.payload()));
            total = Math.min(NEVER, total + Math.min(NEVER, part.whole().msat()));
        }
        long cost = total;
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
