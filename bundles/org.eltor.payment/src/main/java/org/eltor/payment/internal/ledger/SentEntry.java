package org.eltor.payment.internal.ledger;

/**
 * One payment as eltord's file has it; texts are hex where eltord has hex, and null where it has null.
 *
 * @param account the ledger's number of the circuit, with hop and interval the place to go on from
 */
record SentEntry(
        long account,
        int hop,
        int interval,
        String paymentId,
        String circuit,
        long intervalSeconds,
        String relay,
        long updatedAt,
        long amountMsat,
        String handshakeHash,
        String handshakePreimage,
        boolean paid,
        long expiresAt,
        String invoice,
        String offer,
        String hash,
        String preimage,
        Long feeMsat,
        boolean failed) {
    private static final long HOUR = 3600;

    /** The same without secrets, and without what ties it to a circuit, a relay or a minute. */
    SentEntry redacted(String pseudonym) {
        return new SentEntry(
                account,
                hop,
                interval,
                null,
                null,
                intervalSeconds,
                pseudonym,
                updatedAt / HOUR * HOUR,
                amountMsat,
                null,
                null,
                paid,
                expiresAt / HOUR * HOUR,
                null,
                null,
                null,
                null,
                feeMsat,
                failed);
    }

    @Override
    public String toString() {
        return "SentEntry[" + account + "/" + hop + "/" + interval + "]";
    }
}
