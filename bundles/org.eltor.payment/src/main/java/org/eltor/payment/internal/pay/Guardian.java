package org.eltor.payment.internal.pay;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.payment.internal.ledger.Attempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In a fleet, keeps the lease of this node while nothing is paid, and follows what dead nodes left in flight. Lives on
 * the loop.
 */
final class Guardian {
    private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);

    private final Bench bench;
    private final Follows follows;
    private boolean started;
    private SortedMap<String, Integer> said = new TreeMap<>();

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
        Map<String, WalletCapabilities> wallets = bench.wallets().get().stream()
                .collect(Collectors.toMap(Wallet::name, Wallet::capabilities, (first, second) -> first));
        bench.then(
                bench.ledger()
                        .submit(store -> store.takeOver(lease, attempt -> isKnown(attempt, wallets), bench.now())),
                (found, failure) -> {
                    if (failure == null) {
                        say(found.waiting());
                        follows.recover(found.inFlight());
                    }
                    bench.after(lease.dividedBy(3), this::watch);
                });
    }

    private void say(SortedMap<String, Integer> waiting) {
        if (!waiting.equals(said)) {
            said = waiting;
            waiting.forEach((node, payments) -> LOG.warn(
                    "Payments of node {} wait until it is back, since no wallet here can look them up: {}",
                    node,
                    payments));
        }
    }

    /** What a wallet finds by records of its own, it does not find on another node than the one that paid. */
    private static boolean isKnown(Attempt attempt, Map<String, WalletCapabilities> wallets) {
        WalletCapabilities wallet = wallets.get(attempt.wallet());
        return wallet != null
                && !wallet.ownRecords().contains(attempt.request().payee().kind());
    }
}
