package org.eltor.payment.internal.ledger;

/** One entry as eltord prints it. */
final class SentEntryText {
    static final String LIKE_ELTORDS =
            """
              {
                "payment_id": "%s",
                "circ_id": "12",
                "interval_seconds": 60,
                "round": 1,
                "relay_fingerprint": "%s",
                "updated_at": 1700000000,
                "amount_msat": 1000,
                "handshake_fee_payhash": null,
                "handshake_fee_preimage": null,
                "paid": true,
                "expires_at": 1700000060,
                "bolt11_invoice": null,
                "bolt12_offer": "lno1%s",
                "payment_hash": "%s",
                "preimage": "%s",
                "fee": 4000,
                "has_error": false
              },
            """.formatted("0".repeat(64), "0".repeat(40), "q".repeat(200), "0".repeat(64), "0".repeat(64));

    private SentEntryText() {}
}
