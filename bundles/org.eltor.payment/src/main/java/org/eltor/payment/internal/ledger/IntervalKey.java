package org.eltor.payment.internal.ledger;

import java.util.UUID;

/**
 * One interval of one relay of one circuit: what is paid at most once for ever.
 *
 * @param account the circuit's account
 * @param hop 0 to 2
 * @param interval 1 to 10
 */
public record IntervalKey(UUID account, int hop, int interval) {}
