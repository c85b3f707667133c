package org.eltor.devnet.lightning.internal.node;

/**
 * Is told what happens to a node's payments, on the node's thread. Everything may be told twice, after a restart. What
 * it throws breaks the node, which then starts again from its state of before and tells again.
 */
public interface NodeListener {
    /** Whether a payment that could be claimed is welcome; if not, it goes back to its payer. */
    default boolean accepts(IncomingClaim claim) {
        return false;
    }

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
