package org.eltor.payment.internal.pay;

import java.time.Duration;
import java.util.List;
import org.eltor.api.lightning.Wallet;

/**
 * In a fleet, keeps the lease of this node while nothing is paid, and follows what dead nodes left in flight. Lives on
 * the loop.
 */
final class Guardian {
    private final Bench bench;
    private final Follows follows;
    private boolean started;

    Guardian(Bench bench, Follows follows) {
        this.bench = bench;
        this.follows = follows;
    }

    void start() {
        if (!started && !bench.ledger().lease().isZero()) {
            started = true;
            watch();
        }
    }

    private void watch() {
        Duration lease = bench.ledger().lease();
        List<String> wallets =
                bench.wallets().get().stream().map(Wallet::name).distinct().toList();
        bench.then(bench.ledger().submit(store -> store.takeOver(lease, wallets, bench.now())), (attempts, failure) -> {
            if (failure == null) {
                follows.recover(attempts);
            }
            bench.after(lease.dividedBy(3), this::watch);
        });
    }
}
