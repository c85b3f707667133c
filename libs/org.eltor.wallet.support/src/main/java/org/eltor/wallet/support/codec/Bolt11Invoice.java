package org.eltor.wallet.support.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;

/**
 * A BOLT11 invoice as its payer must see it. The signature is the wallet's business.
 *
 * @param chain the network
 * @param amount what is asked; empty leaves it to the payer
 * @param hash the payment hash
 * @param expiresAt not to be paid from then on
 */
public record Bolt11Invoice(Chain chain, Optional<MilliSatoshi> amount, PaymentHash hash, Instant expiresAt) {
    private static final Pattern PREFIX = Pattern.compile("ln(bcrt|tbs|bc|tb)(?:([1-9][0-9]{0,17})([munp]?))?");
    private static final int TIMESTAMP = 7;
    private static final int SIGNATURE = 104;
    private static final int HASH_FIELD = 1;
    private static final int EXPIRY_FIELD = 6;
    private static final int HASH_GROUPS = 52;
    private static final long DEFAULT_EXPIRY = 3600;
    private static final long LONGEST_EXPIRY = 1L << 35;

    /** @throws CodecException when {@code text} is not an invoice; the message completes "the invoice …" */
    public static Bolt11Invoice parse(String text) throws CodecException {
        Bech32.Decoded decoded = Bech32.withChecksum(text);
        Matcher prefix = PREFIX.matcher(decoded.prefix());
        if (!prefix.matches()) {
            throw new CodecException("its prefix is not an invoice's");
        }
        byte[] groups = decoded.groups();
        if (groups.length < TIMESTAMP + SIGNATURE) {
            throw new CodecException("it is too short");
        }
        long timestamp = number(groups, 0, TIMESTAMP);
        long expiry = DEFAULT_EXPIRY;
        Optional<PaymentHash> hash = Optional.empty();
        int end = groups.length - SIGNATURE;
        for (int at = TIMESTAMP; at < end; ) {
            if (at + 3 > end) {
                throw new CodecException("a field is cut off");
            }
            int length = (int) number(groups, at + 1, 2);
            int value = at + 3;
            if (value + length > end) {
                throw new CodecException("a field is cut off");
            }
            if (groups[at] == HASH_FIELD && length == HASH_GROUPS && hash.isEmpty()) {
                hash = Optional.of(hash(Arrays.copyOfRange(groups, value, value + length)));
            } else if (groups[at] == EXPIRY_FIELD) {
                expiry = length > TIMESTAMP ? LONGEST_EXPIRY : number(groups, value, length);
            }
            at = value + length;
        }
        return new Bolt11Invoice(
                Chain.prefixed(prefix.group(1)).orElseThrow(),
                amount(prefix),
                hash.orElseThrow(() -> new CodecException("it has no payment hash")),
                Instant.ofEpochSecond(timestamp + expiry));
    }

    private static PaymentHash hash(byte[] groups) throws CodecException {
        return new PaymentHash(HexFormat.of().formatHex(Bech32.bytes(groups)));
    }

    private static Optional<MilliSatoshi> amount(Matcher prefix) throws CodecException {
        if (prefix.group(2) == null) {
            return Optional.empty();
        }
        int scale = switch (prefix.group(3)) {
            case "m" -> 8;
            case "u" -> 5;
            case "n" -> 2;
            case "p" -> -1;
            default -> 11;
        };
        try {
            BigDecimal msat = new BigDecimal(prefix.group(2)).scaleByPowerOfTen(scale);
            return Optional.of(MilliSatoshi.of(msat.longValueExact()));
        } catch (ArithmeticException e) {
            throw new CodecException("its amount is not a number of millisatoshi");
        }
    }

    private static long number(byte[] groups, int from, int length) {
        long result = 0;
        for (int i = from; i < from + length; i++) {
            result = result << 5 | groups[i];
        }
        return result;
    }
}
