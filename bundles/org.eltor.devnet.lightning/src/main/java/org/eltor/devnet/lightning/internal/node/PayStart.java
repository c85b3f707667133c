package org.eltor.devnet.lightning.internal.node;

/** What LDK says to a request to pay. */
public sealed interface PayStart {
    /** The payee is asked for an invoice. */
    record Begun() implements PayStart {}

    /** Not now: no peer is there. Nothing was begun. */
    record NotConnected() implements PayStart {}

    /**
     * Never. Nothing was begun.
     *
     * @param reason one line for people
     */
    record Refused(String reason) implements PayStart {}
}
