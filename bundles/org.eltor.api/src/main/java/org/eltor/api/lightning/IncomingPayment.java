package org.eltor.api.lightning;

import java.time.Instant;

/**
 * A settled payment as its payee sees it.
 *
 * @param note the payer's note
 * @param hash the payment hash
 * @param amount what arrived
 * @param settledAt when it arrived
 */
public record IncomingPayment(PayerNote note, PaymentHash hash, MilliSatoshi amount, Instant settledAt) {}
