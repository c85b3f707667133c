package org.eltor.payment.internal.ledger;

import java.time.Duration;
import org.eltor.api.lightning.MilliSatoshi;

/** What the ledger says to an {@link Intent}. */
public sealed interface Begin {
    /** Written as in flight: the wallet may be asked, once this is durable. */
    record Begun(Attempt attempt) implements Begin {}

    /** Somebody is paying it already. */
    record InFlight(Attempt attempt) implements Begin {}

    /** It is paid. */
    record Settled(MilliSatoshi amount, MilliSatoshi fee, Duration took) implements Begin {}

    /** A limit forbids it; the reason names the limit. */
    record OverBudget(String reason) implements Begin {}

    /** This wallet has spent what it may; another one may pay. The reason names the limit. */
    record WalletSpent(String reason) implements Begin {}

    /** The account is closed, or there is none. */
    record Closed() implements Begin {}
}
