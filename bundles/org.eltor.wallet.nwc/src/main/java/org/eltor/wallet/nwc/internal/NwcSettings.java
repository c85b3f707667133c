package org.eltor.wallet.nwc.internal;

import java.time.Duration;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.wallet.nwc.internal.crypto.Encryption;
import org.eltor.wallet.nwc.internal.nostr.RelayPace;
import org.eltor.wallet.support.http.Trust;

/**
 * How to reach a wallet over Nostr.
 *
 * @param uri the connection
 * @param trust whom TLS to the relays trusts
 * @param encryption how requests are encrypted; empty for the best that the wallet understands
 * @param query limit of a question
 * @param payment limit of a payment
 * @param pace how often relays are bothered
 * @param feeBase expected fee of each payment
 * @param feePartsPerMillion expected fee in millionths, on top
 */
record NwcSettings(
        NwcUri uri,
        Trust trust,
        Optional<Encryption> encryption,
        Duration query,
        Duration payment,
        RelayPace pace,
        MilliSatoshi feeBase,
        int feePartsPerMillion) {}
