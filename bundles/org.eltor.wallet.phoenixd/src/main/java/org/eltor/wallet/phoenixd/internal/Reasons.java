package org.eltor.wallet.phoenixd.internal;

import java.util.List;

/** What phoenixd means by the reasons that it gives with HTTP 200. Texts beyond a prefix may change. */
enum Reasons {
    /** Nothing left, or everything came back. */
    FAILED,
    /** As failed, and it will fail again until the cause is mended. */
    REJECTED,
    /** Somebody is paying this invoice right now. */
    PENDING,
    /** Paid before. */
    PAID,
    /** Not known: only a lookup decides. */
    UNCLEAR;

    private static final List<String> FAILURES = List.of(
            "no response to the invoice request",
            "recipient returned an invalid response",
            "recipient responded to the invoice request with an error",
            "recipient returned an invoice that does not match the request",
            "channel is not connected yet",
            "channel creation is in progress",
            "channel closing is in progress",
            "the recipient was offline or did not have enough liquidity",
            "payment attempts exhausted without success",
            "payment could not be sent through existing channels",
            "an unknown error occurred",
            "the payment amount is too small",
            "the payment amount is too large",
            "routing fees are insufficient",
            "the payment expiry is too far in the future",
            "too many pending payments",
            "a splicing operation is in progress",
            "a node in the route had a temporary failure",
            "liquidity issue at the recipient node",
            "recipient node is offline or unreachable",
            "recipient node rejected the payment",
            "wallet restarted while a payment was ongoing",
            "payment ID must be unique");
    private static final List<String> REFUSALS =
            List.of("not enough funds", "payment amount must be positive", "payment request features not supported");

    static Reasons of(String reason) {
        if (reason.startsWith("another payment is in progress for that invoice")) {
            return PENDING;
        }
        if (reason.startsWith("this invoice has already been paid")) {
            return PAID;
        }
        if (REFUSALS.stream().anyMatch(reason::startsWith)) {
            return REJECTED;
        }
        return FAILURES.stream().anyMatch(reason::startsWith) ? FAILED : UNCLEAR;
    }
}
