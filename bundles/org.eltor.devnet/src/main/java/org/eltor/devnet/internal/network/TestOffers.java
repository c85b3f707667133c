package org.eltor.devnet.internal.network;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes well-formed BOLT12 offers that nobody can pay: they are valid on regtest only and their
 * issuer key is a random point of the curve, whose secret nobody knows.
 */
public final class TestOffers {

    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final byte[] REGTEST =
            HexFormat.of().parseHex("06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f");
    private static final BigInteger PRIME =
            BigInteger.TWO.pow(256).subtract(BigInteger.TWO.pow(32)).subtract(BigInteger.valueOf(977));
    private static final int OFFER_CHAINS = 2;
    private static final int OFFER_DESCRIPTION = 10;
    private static final int OFFER_ISSUER_ID = 22;

    private TestOffers() {}

    /** An offer without amount. The description may have up to 100 bytes. */
    public static String create(String description, RandomGenerator random) {
        byte[] text = description.getBytes(StandardCharsets.UTF_8);
        if (text.length > 100) {
            throw new IllegalArgumentException("description of " + text.length + " bytes");
        }
        byte[] records = Bytes.concat(
                record(OFFER_CHAINS, REGTEST), record(OFFER_DESCRIPTION, text), record(OFFER_ISSUER_ID, point(random)));
        return "lno1" + bech32WithoutChecksum(records);
    }

    /** One TLV record (BOLT1); type and length fit in a byte each. */
    private static byte[] record(int type, byte[] value) {
        return Bytes.concat(new byte[] {(byte) type, (byte) value.length}, value);
    }

    /**
     * A compressed secp256k1 point: an x for which x³ + 7 is a square (Euler's criterion), even y.
     */
    private static byte[] point(RandomGenerator random) {
        while (true) {
            byte[] candidate = new byte[32];
            random.nextBytes(candidate);
            BigInteger x = new BigInteger(1, candidate);
            BigInteger square = x.pow(3).add(BigInteger.valueOf(7)).mod(PRIME);
            boolean onCurve = square.modPow(PRIME.shiftRight(1), PRIME).equals(BigInteger.ONE);
            if (onCurve && x.compareTo(PRIME) < 0) {
                return Bytes.concat(new byte[] {2}, candidate);
            }
        }
    }

    /** Five bits per character, filled up with zeros (BOLT12, "Encoding"). */
    private static String bech32WithoutChecksum(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = buffer << 8 | b & 0xff;
            for (bits += 8; bits >= 5; bits -= 5) {
                out.append(BECH32.charAt(buffer >> bits - 5 & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        return bits == 0
                ? out.toString()
                : out.append(BECH32.charAt(buffer << 5 - bits & 31)).toString();
    }
}
