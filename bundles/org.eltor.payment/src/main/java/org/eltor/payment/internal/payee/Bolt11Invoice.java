package org.eltor.payment.internal.payee;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;

/**
 * A BOLT11 invoice, decoded, its signature checked (BOLT 11).
 *
 * @param network where it is to be paid
 * @param amount what is asked; empty leaves it to the payer
 * @param hash the payment hash
 * @param description what is paid for, as its maker says; hostile text
 * @param descriptionHash SHA-256 of a longer description, in hex
 * @param expiresAt not to be paid from then on
 * @param payee the key in hex of who signed it
 */
public record Bolt11Invoice(
        Network network,
        Optional<MilliSatoshi> amount,
        PaymentHash hash,
        Optional<String> description,
        Optional<String> descriptionHash,
        Instant expiresAt,
        String payee) {
    private static final Pattern PREFIX = Pattern.compile("ln(bcrt|tbs|bc|tb)(?:([1-9][0-9]{0,17})([munp]?))?");
    private static final int TIMESTAMP = 7;
    private static final int SIGNATURE = 104;
    private static final int HASH_GROUPS = 52;
    private static final int KEY_GROUPS = 53;
    private static final long DEFAULT_EXPIRY = 3600;
    private static final long LONGEST_EXPIRY = 1L << 35;
    /** variable onion, payment secret, parts, blinding of routes, metadata (BOLT 9). */
    private static final Set<Integer> FEATURES = Set.of(8, 14, 16, 24, 48);

    /** Decodes an invoice; a refusal completes "the invoice: …". */
    public static Bolt11Invoice parse(String text) throws PayeeException {
        Bech32 decoded = Bech32.withChecksum(text, Bech32.LONGEST);
        Matcher prefix = PREFIX.matcher(decoded.prefix());
        if (!prefix.matches()) {
            throw new PayeeException("its prefix is not an invoice's");
        }
        byte[] groups = decoded.groups();
        if (groups.length < TIMESTAMP + SIGNATURE) {
            throw new PayeeException("it is too short");
        }
        Fields fields = new Fields(Arrays.copyOf(groups, groups.length - SIGNATURE));
        if (fields.hash.isEmpty() || fields.secret.isEmpty()) {
            throw new PayeeException("it has no payment hash, or no payment secret");
        }
        return new Bolt11Invoice(
                Network.ofPrefix(prefix.group(1)).orElseThrow(),
                amount(prefix),
                new PaymentHash(fields.hash.get()),
                fields.description,
                fields.descriptionHash,
                Instant.ofEpochSecond(fields.timestamp + fields.expiry),
                payee(decoded, fields.payee));
    }

    private static Optional<MilliSatoshi> amount(Matcher prefix) throws PayeeException {
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
            throw new PayeeException("its amount is not a number of millisatoshi");
        }
    }

    /** Recovers who signed; where the invoice names its payee, that must be the one, in the one form of a signature. */
    private static String payee(Bech32 decoded, Optional<String> named) throws PayeeException {
        byte[] groups = decoded.groups();
        int data = groups.length - SIGNATURE;
        byte[] signature = Bech32.bytes(Arrays.copyOfRange(groups, data, groups.length));
        BigInteger r = new BigInteger(1, signature, 0, 32);
        BigInteger s = new BigInteger(1, signature, 32, 32);
        Optional<String> signer = signature[64] < 0 || signature[64] > 3
                ? Optional.empty()
                : Secp256k1.recover(digest(decoded.prefix(), groups, data), r, s, signature[64]);
        boolean other = named.isPresent() && (!signer.equals(named) || Secp256k1.isHigh(s));
        if (signer.isEmpty() || other) {
            throw new PayeeException("its signature is not valid");
        }
        return signer.get();
    }

    private static byte[] digest(String prefix, byte[] groups, int data) {
        byte[] bytes = new byte[(data * 5 + 7) / 8];
        for (int i = 0; i < data * 5; i++) {
            int bit = groups[i / 5] >> 4 - i % 5 & 1;
            bytes[i / 8] |= (byte) (bit << 7 - i % 8);
        }
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(prefix.getBytes(StandardCharsets.US_ASCII));
            return sha.digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static long number(byte[] groups, int from, int length) {
        long result = 0;
        for (int i = from; i < from + length; i++) {
            result = result << 5 | groups[i];
        }
        return result;
    }

    /** The tagged fields. Of those that come twice the first counts; those of a wrong length are skipped. */
    private static final class Fields {
        private final long timestamp;
        private long expiry = DEFAULT_EXPIRY;
        private Optional<String> hash = Optional.empty();
        private Optional<String> secret = Optional.empty();
        private Optional<String> description = Optional.empty();
        private Optional<String> descriptionHash = Optional.empty();
        private Optional<String> payee = Optional.empty();

        Fields(byte[] groups) throws PayeeException {
            timestamp = number(groups, 0, TIMESTAMP);
            int at = TIMESTAMP;
            while (at < groups.length) {
                int length = at + 3 > groups.length ? groups.length : (int) number(groups, at + 1, 2);
                if (at + 3 + length > groups.length) {
                    throw new PayeeException("a field is cut off");
                }
                read(groups[at], Arrays.copyOfRange(groups, at + 3, at + 3 + length));
                at += 3 + length;
            }
        }

        private void read(int type, byte[] value) throws PayeeException {
            switch (type) {
                case 1 -> hash = hash.isPresent() ? hash : hex(value, HASH_GROUPS);
                case 16 -> secret = secret.isPresent() ? secret : hex(value, HASH_GROUPS);
                case 23 -> descriptionHash = descriptionHash.isPresent() ? descriptionHash : hex(value, HASH_GROUPS);
                case 19 -> payee = payee.isPresent() ? payee : hex(value, KEY_GROUPS);
                case 13 -> description = Optional.of(new String(Bech32.bytes(value), StandardCharsets.UTF_8));
                case 6 -> expiry = value.length > TIMESTAMP ? LONGEST_EXPIRY : number(value, 0, value.length);
                case 5 -> checkFeatures(value);
                default -> {
                    // not needed for paying, or not known: ignored
                }
            }
        }

        private static Optional<String> hex(byte[] value, int groups) throws PayeeException {
            return value.length == groups
                    ? Optional.of(HexFormat.of().formatHex(Bech32.bytes(value)))
                    : Optional.empty();
        }

        private static void checkFeatures(byte[] value) throws PayeeException {
            for (int bit = 0; bit < value.length * 5; bit++) {
                boolean set = (value[value.length - 1 - bit / 5] >> bit % 5 & 1) == 1;
                if (set && bit % 2 == 0 && !FEATURES.contains(bit)) {
                    throw new PayeeException("it demands a feature that is not known");
                }
            }
        }
    }
}
