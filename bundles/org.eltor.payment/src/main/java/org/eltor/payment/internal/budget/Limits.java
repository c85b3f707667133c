package org.eltor.payment.internal.budget;

import org.eltor.api.lightning.MilliSatoshi;

/**
 * The most that may be spent, fees included.
 *
 * @param circuit for one circuit over its whole life
 * @param hour in any hour over all circuits; nothing means no limit
 * @param day in any 24 hours over all circuits; nothing means no limit
 */
public record Limits(MilliSatoshi circuit, MilliSatoshi hour, MilliSatoshi day) {}
