package org.eltor.payment.internal.budget;

import java.util.Map;
import org.eltor.api.lightning.MilliSatoshi;

/**
 * The most that may be spent, fees included.
 *
 * @param circuit for one circuit over its whole life
 * @param hour in any hour over all circuits; nothing means no limit
 * @param day in any 24 hours over all circuits; nothing means no limit
 * @param wallets in any 24 hours with the wallet of a name; those that are not named have no limit
 */
public record Limits(MilliSatoshi circuit, MilliSatoshi hour, MilliSatoshi day, Map<String, MilliSatoshi> wallets) {
    public Limits {
        wallets = Map.copyOf(wallets);
    }

    /** Without limits of wallets. */
    public Limits(MilliSatoshi circuit, MilliSatoshi hour, MilliSatoshi day) {
        this(circuit, hour, day, Map.of());
    }
}
