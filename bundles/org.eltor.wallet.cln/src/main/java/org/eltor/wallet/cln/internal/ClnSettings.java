package org.eltor.wallet.cln.internal;

import java.net.URI;
import java.time.Duration;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.wallet.support.Secret;
import org.eltor.wallet.support.http.Trust;

/**
 * How to reach a Core Lightning node.
 *
 * @param base address of clnrest
 * @param rune what it lets us do
 * @param trust whom TLS trusts
 * @param command which of the node's commands pays
 * @param query limit of a question
 * @param payment limit of a payment
 * @param feeBase expected fee of each payment
 * @param feePartsPerMillion expected fee in millionths, on top
 */
record ClnSettings(
        URI base,
        Secret rune,
        Trust trust,
        PayCommand command,
        Duration query,
        Duration payment,
        MilliSatoshi feeBase,
        int feePartsPerMillion) {}
