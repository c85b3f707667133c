package org.eltor.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A consensus and its microdescriptors, of any size: a third guards, a quarter exits, half of the relays in families of
 * ten, all with an IPv6 address. The same size gives the same documents.
 *
 * @param consensus in the microdesc flavour, valid on 2026-01-01
 * @param microdescriptors those of all its relays
 */
record MadeUpNetwork(byte[] consensus, byte[] microdescriptors) {
    private static final int FAMILY = 10;
    private static final String POLICY = "p accept 20-23,43,53,79-81,88,110,143,194,220,389,443,464-465,5000-";
    private static final String PROTOCOLS = "pr Conflux=1 Cons=1-2 Desc=1-4 DirCache=2 FlowCtrl=1-2 HSDir=2 HSIntro=4-5"
            + " HSRend=1-2 Link=3-5 LinkAuth=3 Microdesc=1-3 Padding=2 Relay=2-6\n";

    static MadeUpNetwork of(int relays) {
        SplittableRandom random = new SplittableRandom(1);
        List<byte[]> ids = new ArrayList<>();
        for (int i = 0; i < relays; i++) {
            byte[] id = new byte[20];
            random.nextBytes(id);
            ids.add(id);
        }
        ids.sort(Arrays::compareUnsigned);
        StringBuilder consensus = new StringBuilder(head());
        StringBuilder microdescriptors = new StringBuilder();
        for (int i = 0; i < relays; i++) {
            String text = microdescriptor(ids, i, random);
            microdescriptors.append("@last-listed 2026-01-01 00:00:00\n").append(text);
            consensus.append(entry(ids.get(i), i, text, random));
        }
        consensus.append(footer());
        return new MadeUpNetwork(bytes(consensus.toString()), bytes(microdescriptors.toString()));
    }

    private static String head() {
        return "network-status-version 3 microdesc\nvote-status consensus\nconsensus-method 33\n"
                + "valid-after 2026-01-01 00:00:00\nfresh-until 2026-01-01 01:00:00\nvalid-until 2026-01-01 03:00:00\n"
                + "known-flags BadExit Exit Fast Guard HSDir Running Stable V2Dir Valid\nparams bwweightscale=10000\n";
    }

    private static String footer() {
        return "directory-footer\nbandwidth-weights Wbd=0 Wgg=6000 Wgm=6000 Wmg=4000\n"
                + "directory-signature sha256 00 00\n-----BEGIN SIGNATURE-----\nAAAA\n-----END SIGNATURE-----\n";
    }

    private static String microdescriptor(List<byte[]> ids, int relay, SplittableRandom random) {
        StringBuilder text = new StringBuilder("onion-key\nntor-onion-key ").append(base64(random, 32));
        text.append("=\n");
        int first = relay / (2 * FAMILY) * 2 * FAMILY;
        if (relay - first < FAMILY) {
            text.append("family");
            for (int i = first; i < Math.min(first + FAMILY, ids.size()); i++) {
                text.append(" $").append(HexFormat.of().withUpperCase().formatHex(ids.get(i)));
            }
            text.append('\n');
        }
        if (relay % 4 == 0) {
            text.append(POLICY).append(5000 + relay % 200).append('\n');
        }
        return text.append("id ed25519 ")
                .append(base64(random, 32))
                .append('\n')
                .toString();
    }

    private static String entry(byte[] id, int relay, String microdescriptor, SplittableRandom random) {
        String address = "10." + (relay >> 16) + "." + (relay >> 8 & 255) + "." + (relay & 255);
        return "r relay" + relay + " " + Base64.getEncoder().withoutPadding().encodeToString(id)
                + " 2038-01-01 00:00:00 " + address + " 9001 0\na [2001:db8::" + Integer.toHexString(relay & 0xffff)
                + "]:9001\nm " + digest(microdescriptor) + "\ns " + (relay % 4 == 0 ? "Exit " : "") + "Fast "
                + (relay % 3 == 0 ? "Guard " : "") + "HSDir Running Stable V2Dir Valid\nv Tor 0.4.9.5\n" + PROTOCOLS
                + "w Bandwidth=" + random.nextInt(100_000) + "\n";
    }

    private static String base64(SplittableRandom random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String digest(String text) {
        try {
            return Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
