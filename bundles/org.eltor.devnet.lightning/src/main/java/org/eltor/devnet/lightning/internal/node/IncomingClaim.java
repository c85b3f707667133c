package org.eltor.devnet.lightning.internal.node;

import java.util.Optional;

/**
 * A payment as its payee sees it.
 *
 * @param offer id of the offer that was paid, in hex; empty for a BOLT11 invoice
 * @param hash payment hash in hex
 * @param msat what arrived
 * @param note the payer's note, as sent: not checked
 */
public record IncomingClaim(Optional<String> offer, String hash, long msat, Optional<String> note) {}
