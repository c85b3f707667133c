package org.eltor.devnet.lightning.internal.node;

import java.nio.file.Path;

/**
 * What makes a node itself.
 *
 * @param name for people
 * @param file where its state is kept
 * @param seed 32 bytes from which all of its keys follow
 * @param feeBaseMsat what it asks for each payment that it forwards
 * @param feePartsPerMillion what it asks on top, in millionths of the amount
 * @param receives it is paid and never pays
 * @param paysByHand its listener decides when an invoice is paid that came for an offer
 */
public record NodeSettings(
        String name,
        Path file,
        byte[] seed,
        int feeBaseMsat,
        int feePartsPerMillion,
        boolean receives,
        boolean paysByHand) {}
