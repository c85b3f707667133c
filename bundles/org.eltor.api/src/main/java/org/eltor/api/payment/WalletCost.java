package org.eltor.api.payment;

import org.eltor.api.lightning.MilliSatoshi;

/**
 * What one wallet has spent.
 *
 * @param wallet its name
 * @param lastDay spent or in flight in the last 24 hours, fees included
 * @param dayLimit the most that it may spend in a day; nothing means no limit
 */
public record WalletCost(String wallet, MilliSatoshi lastDay, MilliSatoshi dayLimit) {}
