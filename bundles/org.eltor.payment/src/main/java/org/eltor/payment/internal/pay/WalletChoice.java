package org.eltor.payment.internal.pay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.Wallet;
import org.eltor.payment.internal.budget.PriceList;

/** Which wallet pays one interval: the preferred one, until it has failed more often than the next. */
final class WalletChoice {
    private static final int TRIES = 2;

    /**
     * A wallet and what it pays.
     *
     * @param payee position of the payee among those of the relay
     */
    record Choice(Wallet wallet, int payee) {}

    private final List<Payee> payees;
    private final Map<String, Integer> failures = new HashMap<>();

    WalletChoice(List<Payee> payees) {
        this.payees = payees;
    }

    /** @return empty when none of the wallets can pay this relay */
    Optional<Choice> among(List<Wallet> wallets) {
        Choice best = null;
        for (Wallet wallet : wallets) {
            Optional<Integer> payee = PriceList.payee(wallet.capabilities(), payees);
            if (payee.isPresent() && (best == null || strikes(wallet) < strikes(best.wallet()))) {
                best = new Choice(wallet, payee.get());
            }
        }
        return Optional.ofNullable(best);
    }

    /** A rejection weighs as much as two failures: the next wallet's turn comes at once. */
    void failed(String wallet, boolean rejected) {
        failures.merge(wallet, rejected ? TRIES : 1, Integer::sum);
    }

    /** Whether the wallet that is next has not been tried yet, and so needs no pause. */
    boolean isFresh(Choice choice) {
        return !failures.containsKey(choice.wallet().name());
    }

    private int strikes(Wallet wallet) {
        return failures.getOrDefault(wallet.name(), 0) / TRIES;
    }
}
