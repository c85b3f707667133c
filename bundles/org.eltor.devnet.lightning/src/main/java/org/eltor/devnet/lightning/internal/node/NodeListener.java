package org.eltor.devnet.lightning.internal.node;

/**
 * Is told what happens to a node's payments, on the node's thread. Everything may be told twice, after a restart. What
 * it throws breaks the node, which then starts again from its state of before and tells again.
 */
public interface NodeListener {
    /** What becomes of a payment that could be claimed. */
    enum Verdict {
        CLAIM,
        REFUSE,
        /** Neither, until {@link LightningNode#endHeld}. */
        HOLD
    }

    /** What becomes of a payment that could be claimed; a refused one goes back to its payer. */
    default Verdict judge(IncomingClaim claim) {
        return Verdict.REFUSE;
    }

    /**
     * An invoice came for an offer. Asked only of nodes that pay by hand.
     *
     * @param id as given to {@link LightningNode#pay}
     * @param invoice as BOLT 12 has it, a stream of TLV
     * @return whether it is paid now, and not only by {@link LightningNode#payFetched}
     */
    default boolean paysAtOnce(String id, byte[] invoice) {
        return true;
    }

    /** Before and after each time that the node stores its state; what was not stored is lost in a crash. */
    default void storing(boolean done) {}

    /** A payment was claimed. */
    default void received(IncomingClaim claim) {}

    /** A payment reached its payee. */
    default void sent(SentPayment payment) {}

    /**
     * A payment failed for good.
     *
     * @param id 32 bytes in hex
     * @param reason LDK's word for it
     */
    default void failed(String id, String reason) {}
}
