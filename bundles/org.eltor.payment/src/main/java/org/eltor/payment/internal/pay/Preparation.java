package org.eltor.payment.internal.pay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.payment.internal.budget.PriceList;
import org.eltor.payment.internal.payee.PayeeException;

/** What one relay is to be paid with: where one of its payees fails, its next one is tried. Lives on the loop. */
final class Preparation {
    /** Later than this no other payee is tried: the circuit should not wait for long. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Bench bench;
    private final PayeeDesk desk;
    private final Supplier<PriceList> prices;
    private final PaymentTerms terms;
    private final Instant until;
    private final Instant end;
    private final Set<Payee> tried = new HashSet<>();
    private final CompletableFuture<Ready> result = new CompletableFuture<>();

    /**
     * A relay that can be paid.
     *
     * @param interval what one interval costs with its expected fee
     * @param whole what all of them cost
     */
    record Ready(Instruments instruments, MilliSatoshi interval, MilliSatoshi whole) {}

    /**
     * @param prices those of the moment of the call
     * @param until when the last interval ends at the latest
     */
    Preparation(Bench bench, PayeeDesk desk, Supplier<PriceList> prices, PaymentTerms terms, Instant until) {
        this.bench = bench;
        this.desk = desk;
        this.prices = prices;
        this.terms = terms;
        this.until = until;
        this.end = bench.now().plus(PATIENCE);
    }

    /** @return fails with what was wrong with the payee that was tried last */
    CompletableFuture<Ready> start() {
        next(new PayeeException(desk.problem(terms)));
        return result;
    }

    private void next(Throwable before) {
        PriceList list = prices.get();
        Optional<MilliSatoshi> interval = list.intervalCost(terms);
        Optional<MilliSatoshi> whole = list.circuitCost(terms);
        if (interval.isEmpty() || whole.isEmpty()) {
            result.completeExceptionally(before);
        } else if (terms.isFree()) {
            result.complete(new Ready(Instruments.of(terms.payees()), interval.get(), whole.get()));
        } else {
            PriceList.Choice choice = list.choice(terms).orElseThrow();
            if (tried.add(choice.payee())) {
                bench.then(desk.prepare(choice, terms, until), (instruments, failure) -> {
                    if (failure == null) {
                        result.complete(new Ready(instruments, interval.get(), whole.get()));
                    } else {
                        failed(failure instanceof CompletionException ? failure.getCause() : failure);
                    }
                });
            } else {
                result.completeExceptionally(before);
            }
        }
    }

    private void failed(Throwable failure) {
        if (failure instanceof PayeeException payee
                && !payee.isOurs()
                && bench.now().isBefore(end)) {
            next(failure);
        } else {
            result.completeExceptionally(failure);
        }
    }
}
