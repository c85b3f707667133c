package org.eltor.payment.internal.pay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eltor.api.payment.CostReport;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentTotals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is read from the ledger, and how long it is kept. */
final class Books {
    /** Circuits that are forgotten in one transaction: payments wait meanwhile. */
    private static final int AT_ONCE = 20;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(Books.class);

    private final Bench bench;
    /** Only on the loop. */
    private boolean keepsShort;

    Books(Bench bench) {
        this.bench = bench;
    }

    CompletionStage<List<PaymentRecord>> history(int limit) {
        return bench.told(bench.ledger().submit(store -> store.read().history(limit)));
    }

    CompletionStage<PaymentTotals> totals() {
        return bench.told(bench.ledger().submit(store -> store.read().totals(bench.now())));
    }

    CompletionStage<CostReport> cost(Duration period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a period is longer than nothing");
        }
        return bench.told(bench.ledger()
                .submit(store -> store.costs(period, bench.limits().get(), bench.now())));
    }

    /** Forgets old circuits from now on, every hour. On the loop. */
    void keepShort() {
        if (!keepsShort && !bench.rules().retention().isZero()) {
            keepsShort = true;
            forget();
        }
    }

    private void forget() {
        Instant before = bench.now().minus(bench.rules().retention());
        bench.then(bench.ledger().submit(store -> store.forget(before, AT_ONCE)), (gone, failure) -> {
            if (failure == null && gone > 0) {
                LOG.debug("Old circuits forgotten: {}", gone);
            }
            bench.after(failure == null && gone == AT_ONCE ? Duration.ofMillis(100) : HOUR, this::forget);
        });
    }
}
