package org.eltor.wallet.support.codec;

import java.time.Instant;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;

/**
 * A BOLT12 invoice that a wallet fetched, as far as it names the payment. The wallet has checked the signature.
 *
 * @param amount what is asked
 * @param hash the payment hash
 * @param note the payer's note that it answers
 * @param expiresAt not to be paid from then on
 */
public record Bolt12Invoice(MilliSatoshi amount, PaymentHash hash, Optional<String> note, Instant expiresAt) {
    private static final long NOTE = 89;
    private static final long CREATED_AT = 164;
    private static final long RELATIVE_EXPIRY = 166;
    private static final long HASH = 168;
    private static final long AMOUNT = 170;
    private static final long DEFAULT_EXPIRY = 7200;
    private static final long LAST_SECOND = 1L << 40;

    /** @throws CodecException when {@code text} is not an invoice; the message completes "the invoice …" */
    public static Bolt12Invoice parse(String text) throws CodecException {
        Bech32.Decoded decoded = Bech32.withoutChecksum(text);
        if (!decoded.prefix().equals("lni")) {
            throw new CodecException("its prefix is not a BOLT12 invoice's");
        }
        TlvStream fields = TlvStream.parse(Bech32.bytes(decoded.groups()));
        long created = fields.number(CREATED_AT).orElseThrow(() -> new CodecException("it has no date"));
        long expiry = fields.number(RELATIVE_EXPIRY).orElse(DEFAULT_EXPIRY);
        return new Bolt12Invoice(
                MilliSatoshi.of(fields.number(AMOUNT).orElseThrow(() -> new CodecException("it has no amount"))),
                new PaymentHash(fields.hex(HASH, 32).orElseThrow(() -> new CodecException("it has no payment hash"))),
                fields.text(NOTE),
                Instant.ofEpochSecond(Math.min(created, LAST_SECOND) + Math.min(expiry, LAST_SECOND)));
    }
}
