package org.eltor.devnet.lightning.internal.node;

/**
 * A payment that reached its payee.
 *
 * @param id as given to {@link LightningNode#pay}, in hex
 * @param hash payment hash in hex
 * @param preimage in hex
 * @param feeMsat what the way cost
 */
public record SentPayment(String id, String hash, String preimage, long feeMsat) {}
