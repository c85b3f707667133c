package org.eltor.devnet.lightning.internal.node;

/**
 * A reusable request to be paid (BOLT 12).
 *
 * @param id in hex; comes back with each payment
 * @param text {@code lno1…}
 */
public record Offer(String id, String text) {}
