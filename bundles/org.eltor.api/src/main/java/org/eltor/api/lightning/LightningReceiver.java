package org.eltor.api.lightning;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The receiving side of a Lightning network for development: payees that can be paid and asked what they received.
 * Never part of a production set-up.
 */
@ConsumerType
public interface LightningReceiver {
    /**
     * Opens an account that can be paid from now on.
     *
     * @param label for people, unique; asking again for a label gives the same payee
     */
    Payee openAccount(String label);

    /**
     * Has smaller payments to an account refused from now on: an offer without an amount takes any. Where a network
     * cannot refuse, they still arrive.
     */
    default void requireAtLeast(Payee payee, MilliSatoshi least) {}

    /** Everything that {@code payee} received so far, oldest first; empty for one that is not known. */
    List<IncomingPayment> received(Payee payee);
}
