package org.eltor.payment.internal.ledger;

import java.time.Instant;
import java.util.UUID;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.payment.internal.budget.Limits;

/**
 * The wish to pay one interval with one wallet, before the ledger has agreed.
 *
 * @param interval what is to be paid
 * @param key drawn for this attempt
 * @param wallet name of the wallet
 * @param payee position of the payee among those of the relay
 * @param sent what leaves for the payee, rounding included
 * @param expectedFee what the wallet usually takes
 * @param toleratedFee the most that the user accepts
 * @param limits what it must stay within
 * @param sinceAt when paying this interval began
 * @param at now
 */
public record Intent(
        IntervalKey interval,
        UUID key,
        String wallet,
        int payee,
        MilliSatoshi sent,
        MilliSatoshi expectedFee,
        MilliSatoshi toleratedFee,
        Limits limits,
        Instant sinceAt,
        Instant at) {}
