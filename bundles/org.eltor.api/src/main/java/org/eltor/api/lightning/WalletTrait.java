package org.eltor.api.lightning;

/** What a wallet is like for the money and the anonymity of its user, whatever it is asked to pay. */
public enum WalletTrait {
    /** No payment costs more in fees than {@link PaymentRequest#maxFee}: it is rather not made. */
    FEE_LIMIT,
    /** Somebody else holds the money, and sees each payment. */
    CUSTODIAL,
    /** Payees see the same key of the payer with each payment, and can link what they were paid for. */
    PERMANENT_PAYER_KEY,
    /** It shows no preimage, so that it is believed without a proof that a payment settled. */
    NO_PROOF
}
