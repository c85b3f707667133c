package org.eltor.relay.internal.directory;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import org.eltor.api.tor.Fingerprint;
import org.eltor.testkit.ScriptedRelay;

/** Directory documents in the form in which tor gives them out. */
public final class Texts {
    public static final String OFFER = "lno1zrxq8pjw7qjlm68mtp7e3yvxee4y5xrgjhhyf2fxhlphpckrvevh50u0q";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Texts() {}

    public static Fingerprint fingerprint(int number) {
        return new Fingerprint("%040X".formatted(number));
    }

    /** An entry of {@code ns/all}. */
    public static String entry(int number, String flags, int bandwidth) {
        return "r relay" + number + " " + base64(number) + " EQ2G56Jg8OBLPBIfZRi5YJCUkMI 2038-01-01 00:00:00 10."
                + number % 250 + ".0.1 5061 0\ns " + flags + "\nw Bandwidth=" + bandwidth + "\n";
    }

    public static String base64(int number) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(fingerprint(number).hex()));
    }

    /** A server descriptor with further lines where an elTor relay writes its payment lines. */
    public static String descriptor(int number, String... lines) {
        String spaced = fingerprint(number).hex().replaceAll("(.{4})(?!$)", "$1 ");
        String further = lines.length == 0 ? "" : String.join("\n", lines) + "\n";
        return "router relay" + number + " 10." + number % 250 + ".0.1 5061 0 0\n"
                + "identity-ed25519\n-----BEGIN ED25519 CERT-----\nAQQABstQAbeja00F\n-----END ED25519 CERT-----\n"
                + "platform Tor 0.4.9.0-alpha-dev on Linux\n"
                + "proto Cons=1-2 Desc=1-2 FlowCtrl=1-2 Link=1-5\n"
                + "published 2026-01-01 00:00:00\n"
                + "fingerprint " + spaced + "\n"
                + "uptime 100\n"
                + "bandwidth 1073741824 1073741824 50000\n"
                + "onion-key\n-----BEGIN RSA PUBLIC KEY-----\nMIGJAoGBAJWQ0\n-----END RSA PUBLIC KEY-----\n"
                + "hidden-service-dir\n"
                + "contact PaymentRateMsats 1 is only talk\n"
                + further
                + "ntor-onion-key OVG1J2sJWCMp9TfusHdEHNc9I77NSdTlquUeCAHOuEI=\n"
                + (further.contains("reject *:*") ? "" : "accept *:*\n")
                + "router-signature\n-----BEGIN SIGNATURE-----\nnFRZD\n-----END SIGNATURE-----\n";
    }

    /** A consensus without relays that is valid for three hours. */
    public static String consensus(Instant validAfter, int weight) {
        return "network-status-version 3\nvote-status consensus\nconsensus-method 34\nvalid-after "
                + TIME.format(validAfter)
                + "\nfresh-until " + TIME.format(validAfter.plus(Duration.ofHours(1))) + "\nvalid-until "
                + TIME.format(validAfter.plus(Duration.ofHours(3)))
                + "\nknown-flags Exit Running Valid\nparams bwweightscale=10000\ndirectory-footer\nbandwidth-weights Wgg="
                + weight + "\ndirectory-signature 00 00\n-----BEGIN SIGNATURE-----\nAAAA\n-----END SIGNATURE-----";
    }

    public static ScriptedRelay relay(int number, String flags, String... lines) {
        return new ScriptedRelay(
                fingerprint(number), "relay" + number, true, entry(number, flags, 1000), descriptor(number, lines));
    }
}
