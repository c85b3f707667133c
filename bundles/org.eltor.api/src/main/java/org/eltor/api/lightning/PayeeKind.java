package org.eltor.api.lightning;

/** How a payee lets itself be paid, in order of preference. */
public enum PayeeKind {
    /** A BOLT12 offer, {@code lno1…}. */
    BOLT12_OFFER,
    /** A name with DNS payment instructions, {@code user@domain} (BIP353). */
    BIP353,
    /** A bech32 LNURL-pay link (LUD-06). */
    LNURL_PAY,
    /** A Lightning address, {@code user@domain} (LUD-16). */
    LIGHTNING_ADDRESS,
    /** A BOLT11 invoice: pays once. Only in requests to wallets, never in a relay's terms. */
    BOLT11_INVOICE
}
