package org.eltor.devnet.lightning.internal.network;

/** Why LDK gave a payment up, for people. */
final class FailureReason {
    private FailureReason() {}

    /** @param reason LDK's word for it */
    static String explained(String reason) {
        return switch (reason) {
            case "RouteNotFound" -> "no route has enough room and a fee within the limit, or the payee refuses";
            case "RecipientRejected" -> "the payee refused the payment";
            case "InvoiceRequestRejected" -> "the payee gave no invoice";
            case "InvoiceRequestExpired" -> "the payee did not answer";
            case "UserAbandoned" -> "it was given up";
            default -> "Lightning says " + reason;
        };
    }
}
