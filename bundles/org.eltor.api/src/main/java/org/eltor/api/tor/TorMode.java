package org.eltor.api.tor;

/** Which kind of tor is at the other end. */
public enum TorMode {
    /** The elTor fork: circuits are built with EXTENDPAIDCIRCUIT, which carries the payment ids to the relays. */
    ELTOR,
    /** Stock tor: circuits are built with EXTENDCIRCUIT; the ids stay between payer and payee. */
    STOCK
}
