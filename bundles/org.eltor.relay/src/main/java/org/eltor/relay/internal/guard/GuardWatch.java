package org.eltor.relay.internal.guard;

import org.eltor.api.tor.Fingerprint;

/** Where a guard set hears what became of circuits. Relays that are not in the set are ignored. Thread-safe. */
public interface GuardWatch {
    /** A circuit through this guard was built. */
    void built(Fingerprint guard);

    /** A circuit failed at its guard. */
    void failedAt(Fingerprint guard);

    /** A circuit got past its guard and failed behind it. */
    void failedBehind(Fingerprint guard);

    /**
     * A circuit that had been built has ended.
     *
     * @param paidButClosed whether somebody else ended it although everything due had been paid
     */
    void ended(Fingerprint guard, boolean paidButClosed);
}
