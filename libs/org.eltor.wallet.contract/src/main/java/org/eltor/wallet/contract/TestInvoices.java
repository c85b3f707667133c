package org.eltor.wallet.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Invoices and offers that decode; their signatures are zeros, since wallets leave those to the node. */
public final class TestInvoices {
    private static final String LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int SIGNATURE = 104;

    private TestInvoices() {}

    /** @param msat 0 leaves the amount to the payer */
    public static String bolt11(String network, long msat, String hash, Instant at, Duration expiry) {
        String amount = msat == 0 ? "" : msat * 10 + "p";
        Groups data = new Groups();
        data.number(at.getEpochSecond(), 7);
        data.field(1, groups(HexFormat.of().parseHex(hash)));
        data.field(13, groups("a relay".getBytes(StandardCharsets.UTF_8)));
        Groups seconds = new Groups();
        seconds.number(expiry.toSeconds(), 7);
        data.field(6, seconds.bytes());
        data.add(new byte[SIGNATURE]);
        return withChecksum("ln" + network + amount, data.bytes());
    }

    public static String bolt12(String hash, long msat, String note, Instant at) {
        Tlv tlv = new Tlv();
        tlv.add(22, HexFormat.of().parseHex("02" + hash));
        tlv.add(89, note.getBytes(StandardCharsets.UTF_8));
        tlv.add(164, number(at.getEpochSecond()));
        tlv.add(168, HexFormat.of().parseHex(hash));
        tlv.add(170, number(msat));
        tlv.add(240, new byte[64]);
        return "lni1" + letters(groups(tlv.bytes()));
    }

    /** The text of an invoice that a node made. */
    public static String bolt12(byte[] tlv) {
        return "lni1" + letters(groups(tlv));
    }

    /** An offer without an amount, for ever, on mainnet. */
    public static String offer(String seedHex) {
        return offer(seedHex, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static String offerOnRegtest(String seedHex) {
        String regtest = "06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f";
        return offer(seedHex, Optional.of(regtest), Optional.empty(), Optional.empty());
    }

    public static String offerUntil(String seedHex, Instant expiry) {
        return offer(seedHex, Optional.empty(), Optional.empty(), Optional.of(expiry));
    }

    /** @param chain a genesis hash in hex; empty for mainnet */
    public static String offer(String seedHex, Optional<String> chain, Optional<Long> msat, Optional<Instant> expiry) {
        Tlv tlv = new Tlv();
        chain.ifPresent(hash -> tlv.add(2, HexFormat.of().parseHex(hash)));
        msat.ifPresent(amount -> {
            tlv.add(8, number(amount));
            tlv.add(10, "x".getBytes(StandardCharsets.UTF_8));
        });
        expiry.ifPresent(at -> tlv.add(14, number(at.getEpochSecond())));
        tlv.add(22, HexFormat.of().parseHex("02" + seedHex));
        return "lno1" + letters(groups(tlv.bytes()));
    }

    /** An offer as a phoenixd makes it that was given a description. */
    public static String describedPhoenixdOffer() {
        Tlv tlv = new Tlv();
        tlv.add(10, "El Tor".getBytes(StandardCharsets.UTF_8));
        tlv.add(
                16,
                HexFormat.of()
                        .parseHex("03864ef025fde8fb587d989186ce6a4a186895ee44a926bfc370e2c366597a3f8f" + "02"
                                + "11".repeat(32) + "01" + "02" + "22".repeat(32) + "000133"));
        return "lno1" + letters(groups(tlv.bytes()));
    }

    private static byte[] number(long value) {
        byte[] bytes = HexFormat.of().parseHex(String.format("%016x", value));
        int start = 0;
        while (start < bytes.length && bytes[start] == 0) {
            start++;
        }
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    private static byte[] groups(byte[] bytes) {
        byte[] result = new byte[(bytes.length * 8 + 4) / 5];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int value = bytes[bit / 8] >> 7 - bit % 8 & 1;
            result[bit / 5] |= (byte) (value << 4 - bit % 5);
        }
        return result;
    }

    private static String letters(byte[] groups) {
        StringBuilder text = new StringBuilder();
        for (byte group : groups) {
            text.append(LETTERS.charAt(group));
        }
        return text.toString();
    }

    private static String withChecksum(String prefix, byte[] groups) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        prefix.chars().forEach(letter -> all.write(letter >> 5));
        all.write(0);
        prefix.chars().forEach(letter -> all.write(letter & 31));
        all.writeBytes(groups);
        all.writeBytes(new byte[6]);
        int sum = polymod(all.toByteArray()) ^ 1;
        StringBuilder checksum = new StringBuilder();
        for (int i = 5; i >= 0; i--) {
            checksum.append(LETTERS.charAt(sum >> 5 * i & 31));
        }
        return prefix + "1" + letters(groups) + checksum;
    }

    private static int polymod(byte[] values) {
        int[] generator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
        int sum = 1;
        for (byte value : values) {
            int top = sum >>> 25;
            sum = (sum & 0x1ffffff) << 5 ^ value;
            for (int i = 0; i < 5; i++) {
                sum ^= (top >> i & 1) == 0 ? 0 : generator[i];
            }
        }
        return sum;
    }

    /** Groups of five bits. */
    private static final class Groups {
        private final ByteArrayOutputStream groups = new ByteArrayOutputStream();

        void number(long value, int length) {
            for (int i = length - 1; i >= 0; i--) {
                groups.write((int) (value >> 5 * i & 31));
            }
        }

        void field(int type, byte[] value) {
            groups.write(type);
            number(value.length, 2);
            add(value);
        }

        void add(byte[] more) {
            groups.writeBytes(more);
        }

        byte[] bytes() {
            return groups.toByteArray();
        }
    }

    /** A TLV stream with small types and lengths. */
    private static final class Tlv {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void add(int type, byte[] value) {
            bytes.write(type);
            bytes.write(value.length);
            bytes.writeBytes(value);
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
