package org.eltor.wallet.contract;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Chain;

/** One kind of wallet under test, with the server that stands in for the real one. */
public interface WalletDouble extends AutoCloseable {
    /** By which {@code ./run test} finds a secret in any log, in either case. */
    String PLANTED = "f00dcafe";

    /** What tests vary about a connection. */
    enum Access {
        GOOD,
        WRONG_SECRET,
        /** TLS with a pin of another certificate. */
        WRONG_PIN,
        /** TLS with the certificate in a file. */
        CERTIFICATE_FILE,
        /** TLS with a trust store, so that the certificate's name counts. */
        TRUST_STORE,
        /** Nobody listens. */
        NOBODY
    }

    /** The node behind the server. */
    FakeNode node();

    void mood(Mood mood);

    /** A backend as its component opens it, with timeouts of about a second. */
    Backend open(Access access, Workbench bench) throws IOException;

    /** What the wallet's component is configured with to be connected to this one, by the names of its methods. */
    Map<String, Object> settings();

    /** A payee that has not been paid, due {@code amount}. */
    Payee payee(MilliSatoshi amount);

    /** A payee on a network that the wallet is not on. */
    Payee payeeOn(Chain chain, MilliSatoshi amount);

    Payee expiredPayee(MilliSatoshi amount);

    /** The secrets that open the wallet, or try to: each is 64 hex digits or contains {@link #PLANTED}. */
    List<String> secrets();

    /** The fee of a payment of that amount, as the node charges it. */
    MilliSatoshi fee(MilliSatoshi amount);

    /** What the node tells when a payment settles; empty for wallets that show no preimage. */
    default Optional<String> proof(FakePayment payment) {
        return Optional.of(payment.preimage());
    }

    /** For how many seconds the node was last told to go on trying; empty where it cannot be told. */
    default OptionalLong triesFor() {
        return OptionalLong.empty();
    }

    /** Whether a settled payment shows its preimage. */
    default boolean provesPayments() {
        return true;
    }

    /** Whether it answers a payment at once with "pending"; others just do not answer until it is settled. */
    default boolean saysPending() {
        return true;
    }

    /** Whether a lost answer can be made good by a lookup. */
    default boolean findsLostPayments() {
        return true;
    }

    /** How long after it was asked it may show a payment as failed, or not at all, and try on; nothing where it does not. */
    default Duration tries() {
        return Duration.ZERO;
    }

    /** Whether a fee limit is kept before or while paying. */
    default boolean keepsFeeLimit() {
        return true;
    }

    /** Whether it is reached over TLS that can be pinned. */
    default boolean speaksTls() {
        return true;
    }

    @Override
    void close();
}
