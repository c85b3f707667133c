package org.eltor.wallet.lnd.internal;

import java.net.URI;
import java.time.Duration;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.wallet.support.Secret;
import org.eltor.wallet.support.http.Trust;

/**
 * How to reach an LND node.
 *
 * @param base its address
 * @param macaroon what lets us in
 * @param trust whom TLS trusts
 * @param query limit of a question
 * @param payment limit of a payment
 * @param feeBase expected fee of each payment
 * @param feePartsPerMillion expected fee in millionths, on top
 */
record LndSettings(
        URI base,
        Secret macaroon,
        Trust trust,
        Duration query,
        Duration payment,
        MilliSatoshi feeBase,
        int feePartsPerMillion) {}
