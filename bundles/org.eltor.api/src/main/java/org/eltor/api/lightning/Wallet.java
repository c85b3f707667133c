package org.eltor.api.lightning;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A Lightning wallet that pays. As a service it is registered while it can be used; the highest
 * {@code service.ranking} is preferred. Methods may be called from any thread, several at once, and do not block;
 * stages complete on a thread of the wallet's own choice.
 */
@ConsumerType
public interface Wallet {
    /** Name for people, the same after a restart: the ledger keeps it to know whom to ask about a payment. */
    String name();

    /** What this wallet can do; does not change while the service is registered. */
    WalletCapabilities capabilities();

    /** What can be spent now. Fails when the wallet does not answer. */
    CompletionStage<MilliSatoshi> balance();

    /**
     * Does what can be done before any money moves, and says how the payment will be called: fetches the invoice of an
     * offer, opens a quote. The payer stores the handle durably and hands it in with {@link #pay} and {@link #lookup}.
     *
     * @return empty where the wallet needs no preparation; fails with a {@link WalletException} where nothing was, and
     *     with this request never will be, paid
     */
    default CompletionStage<Optional<PaymentHandle>> prepare(PaymentRequest request) {
        return CompletableFuture.completedStage(Optional.empty());
    }

    /**
     * Pays. Never completes exceptionally because of the network or the payee: no answer is
     * {@link PaymentResult.Unknown}. May take as long as the wallet takes, but sends nothing from the request's
     * {@link PaymentRequest#sendUntil} on: what waited for so long is {@link PaymentResult.Failed}.
     */
    CompletionStage<PaymentResult> pay(PaymentRequest request);

    /**
     * Gives up a payment that waits in this wallet and was not sent yet: it is {@link PaymentResult.Failed}. Changes
     * nothing about one that was sent, so that a wallet where none waits has nothing to do.
     */
    default void cancel(UUID key) {}

    /**
     * Says what became of a payment, after a restart of either side too. What it could know by records of its own alone,
     * and those do not mention, is {@link PaymentResult.Unknown}: another node, or an earlier installation, made it.
     *
     * @return empty when the wallet is certain that it never took on this payment and never will: it may be made again
     */
    CompletionStage<Optional<PaymentResult>> lookup(PaymentRequest request);
}
