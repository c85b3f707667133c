package org.eltor.payment.internal.ledger;

import java.time.Instant;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.payment.internal.budget.Limits;

/**
 * The wish to pay one interval with one wallet, before the ledger has agreed.
 *
 * @param interval what is to be paid
 * @param request what the wallet would be asked, prepared by it, with the highest fee that the user tolerates
 * @param wallet name of the wallet
 * @param payee position of the request's payee among those of the relay
 * @param sent what leaves for the payee, rounding included
 * @param expectedFee what the wallet usually takes
 * @param limits what it must stay within
 * @param sinceAt when paying this interval began
 * @param at now
 */
public record Intent(
        IntervalKey interval,
        PaymentRequest request,
        String wallet,
        int payee,
        MilliSatoshi sent,
        MilliSatoshi expectedFee,
        Limits limits,
        Instant sinceAt,
        Instant at) {}
