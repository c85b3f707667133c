package org.eltor.benchmarks.crash;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;

/**
 * A wallet of which it is known what was looked up.
 *
 * @param lookedUp gets the keys
 */
record WatchedWallet(Wallet wallet, Set<UUID> lookedUp) implements Wallet {
    @Override
    public String name() {
        return wallet.name();
    }

    @Override
    public WalletCapabilities capabilities() {
        return wallet.capabilities();
    }

    @Override
    public CompletionStage<MilliSatoshi> balance() {
        return wallet.balance();
    }

    @Override
    public CompletionStage<Optional<PaymentHandle>> prepare(PaymentRequest request) {
        return wallet.prepare(request);
    }

    @Override
    public CompletionStage<PaymentResult> pay(PaymentRequest request) {
        return wallet.pay(request);
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(PaymentRequest request) {
        return wallet.lookup(request).whenComplete((result, failure) -> lookedUp.add(request.key()));
    }
}
