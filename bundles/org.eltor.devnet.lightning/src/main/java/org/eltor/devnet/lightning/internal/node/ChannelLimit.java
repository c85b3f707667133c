package org.eltor.devnet.lightning.internal.node;

/**
 * What a channel can carry away from us.
 *
 * @param usable it is ready, and its peer is connected
 * @param capacityMsat in all, less the reserve
 * @param nextMsat in the next payment
 */
public record ChannelLimit(boolean usable, long capacityMsat, long nextMsat) {}
