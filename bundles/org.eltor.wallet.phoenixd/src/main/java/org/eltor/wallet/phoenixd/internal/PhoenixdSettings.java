package org.eltor.wallet.phoenixd.internal;

import java.net.URI;
import java.time.Duration;
import org.eltor.wallet.support.Secret;
import org.eltor.wallet.support.http.Trust;

/**
 * How to reach a phoenixd.
 *
 * @param base its address
 * @param password its full http-password
 * @param trust whom TLS trusts
 * @param query limit of a question
 * @param payment limit of a payment
 * @param gap least time between two offers being paid
 * @param patience how long the next offer waits for the one before
 */
record PhoenixdSettings(
        URI base, Secret password, Trust trust, Duration query, Duration payment, Duration gap, Duration patience) {}
