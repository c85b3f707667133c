package org.eltor.testkit;

import java.util.HexFormat;

/** Writes BOLT12 offers that are valid and lead to nobody. */
final class TestOffer {
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    /** The generator of secp256k1, whose secret key everybody knows. */
    private static final String ISSUER = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    private TestOffer() {}

    /** An offer with metadata (type 4) that tells it from others, and an issuer (type 22). */
    static String of(int number) {
        String metadata = HexFormat.of().formatHex(RelayProfile.sha1("offer of scripted relay " + number));
        return "lno1" + bech32(HexFormat.of().parseHex("0414" + metadata + "1621" + ISSUER));
    }

    /** Bech32 without a checksum, as BOLT12 has it. */
    private static String bech32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int count = 0;
        for (byte value : bytes) {
            bits = (bits << 8 | value & 0xff) & 0xfff;
            for (count += 8; count >= 5; count -= 5) {
                text.append(ALPHABET.charAt(bits >> (count - 5) & 31));
            }
        }
        if (count > 0) {
            text.append(ALPHABET.charAt(bits << (5 - count) & 31));
        }
        return text.toString();
    }
}
