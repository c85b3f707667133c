package org.eltor.wallet.support;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.wallet.support.codec.Chain;

/**
 * One kind of wallet behind its interface. {@link GuardedWallet} sees to what all have in common: it checks payees,
 * keeps to one payment per key, verifies preimages, and words failures. Stages may fail with {@link CallException}.
 */
public interface Backend extends AutoCloseable {
    WalletCapabilities capabilities();

    /**
     * Asks whether the wallet can be used.
     *
     * @return what stands in the way and the way out, one line without the wallet's name; empty when it can be used
     */
    CompletionStage<Optional<String>> check();

    /** The wallet's network, once a check has told it. */
    Optional<Chain> chain();

    CompletionStage<MilliSatoshi> balance();

    /** As {@link org.eltor.api.lightning.Wallet#prepare}. */
    CompletionStage<Optional<PaymentHandle>> prepare(Instruction instruction);

    /**
     * Pays. Called once for a key, until {@link #lookup} found nothing of it.
     *
     * @return settled only with the hash of the payment; a preimage is verified by the caller. A failed stage is taken
     *     for "no answer"
     */
    CompletionStage<PaymentResult> pay(Instruction instruction);

    /** As {@link org.eltor.api.lightning.Wallet#cancel}. */
    default void cancel(UUID key) {}

    /** Says what became of a payment; empty when the wallet shows nothing of it. */
    CompletionStage<Optional<PaymentResult>> lookup(Instruction instruction);

    /**
     * How long after it was asked to pay the wallet may go on trying, and show the payment as failed, or not at all, before
     * it settles. Nothing where a failure that it shows is final.
     */
    default Duration trying(Instruction instruction) {
        return Duration.ZERO;
    }

    /** How long after the last word a payment may still turn up that the wallet does not show. */
    Duration absence();

    @Override
    void close();
}
