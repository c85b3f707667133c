package org.eltor.relay.internal.path;

import org.eltor.api.tor.Fingerprint;

/** What experience says of relays at one moment. Immutable: newer experience makes a new one. */
@FunctionalInterface
public interface HistoryFactors {
    /** Nothing is known. */
    HistoryFactors NONE = relay -> 1;

    /** The least that any influence makes of a weight. */
    double LEAST = 0.5;

    /** The most that any influence makes of a weight. */
    double MOST = 2;

    /** What a relay's weight is multiplied with, {@link #LEAST} to {@link #MOST}; 1 for a relay without a history. */
    double of(Fingerprint relay);

    /** The factor, or the bound that it is beyond. */
    static double bounded(double factor) {
        return Math.max(LEAST, Math.min(MOST, factor));
    }
}
