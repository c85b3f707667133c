package org.eltor.testkit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eltor.api.tor.Fingerprint;

/**
 * Fills a {@link ScriptedTor} with made-up relays that have an entry in {@code ns/all} and a server descriptor in
 * {@code desc/all-recent}, in the form in which tor gives them out. Keys and signatures in the descriptors are filling:
 * no one checks them behind a control port.
 */
public final class ScriptedDirectory {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int OR_PORT = 5061;
    private static final int BURST = 1_073_741_824;

    private final ScriptedTor tor;
    private final Set<Fingerprint> changed = new LinkedHashSet<>();

    private ScriptedDirectory(ScriptedTor tor) {
        this.tor = tor;
    }

    /** The directory of a tor that from now on fetches server descriptors ({@code UseMicrodescriptors 0}). */
    public static ScriptedDirectory of(ScriptedTor tor) {
        tor.torrc("UseMicrodescriptors", "0");
        return new ScriptedDirectory(tor);
    }

    /** Makes a relay known, or replaces what was known of the one with its number. Says so with {@link #publish()}. */
    public Fingerprint add(RelayProfile profile) {
        String descriptor = descriptor(profile, tor.core.now());
        tor.addRelay(new ScriptedRelay(
                profile.fingerprint(),
                profile.word("nickname"),
                profile.hasDescriptor(),
                entry(profile, descriptor),
                profile.hasDescriptor() ? descriptor : ""));
        changed.add(profile.fingerprint());
        return profile.fingerprint();
    }

    /**
     * A whole network of relays with the usual terms, numbered guards first.
     *
     * @return their identities in the order of their numbers
     */
    public List<Fingerprint> addNetwork(int guards, int middles, int exits) {
        List<Fingerprint> relays = new ArrayList<>();
        for (int number = 0; number < guards + middles + exits; number++) {
            RelayProfile profile = number < guards
                    ? RelayProfile.guard(number)
                    : number < guards + middles ? RelayProfile.middle(number) : RelayProfile.exit(number);
            relays.add(add(profile));
        }
        return relays;
    }

    /** Takes a relay out of the consensus. Says so with {@link #publish()}. */
    public void remove(Fingerprint relay) {
        tor.forgetRelay(relay);
        changed.remove(relay);
    }

    /** Announces what has changed since the last time: NEWCONSENSUS, and NEWDESC for the relays added. */
    public void publish() {
        tor.newConsensus();
        if (!changed.isEmpty()) {
            tor.newDescriptors(List.copyOf(changed));
            changed.clear();
        }
    }

    private static String entry(RelayProfile profile, String descriptor) {
        String ipv6 = profile.word("ipv6");
        return "r " + profile.word("nickname") + " "
                + base64(HexFormat.of().parseHex(profile.fingerprint().hex())) + " "
                + base64(digest(descriptor)) + " 2038-01-01 00:00:00 " + profile.word("address") + " " + OR_PORT
                + " 0\n"
                + (ipv6.isEmpty() ? "" : "a [" + ipv6 + "]:" + OR_PORT + "\n")
                + "s " + profile.word("flags") + "\n"
                + "w Bandwidth=" + profile.word("bandwidth") + "\n"
                + (profile.hasDescriptor() ? "p " + profile.word("summary") + "\n" : "");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** SHA-1 of the text up to and including {@code router-signature} (dir-spec 2.1.1). */
    private static byte[] digest(String descriptor) {
        String end = "\nrouter-signature\n";
        return RelayProfile.sha1(descriptor.substring(0, descriptor.indexOf(end) + end.length()));
    }

    private static String descriptor(RelayProfile profile, Instant now) {
        String name = profile.fingerprint().hex();
        String ipv6 = profile.word("ipv6");
        String family = profile.word("family");
        long observed = Long.parseLong(profile.word("bandwidth")) * 1000;
        StringBuilder text = new StringBuilder();
        text.append("router %s %s %d 0 0\n".formatted(profile.word("nickname"), profile.word("address"), OR_PORT))
                .append("identity-ed25519\n")
                .append(block("ED25519 CERT", 140, name))
                .append("master-key-ed25519 " + filling(32, name) + "\n")
                .append(ipv6.isEmpty() ? "" : "or-address [" + ipv6 + "]:" + OR_PORT + "\n")
                .append("platform Tor 0.4.9.0-alpha-dev on Linux\n")
                .append("proto " + profile.word("proto") + "\n")
                .append("published " + TIME.format(now.minusSeconds(3600)) + "\n")
                .append("fingerprint " + name.replaceAll("(.{4})(?!$)", "$1 ") + "\n")
                .append("uptime 3600\n")
                .append("bandwidth " + BURST + " " + BURST + " " + observed + "\n")
                .append("onion-key\n")
                .append(block("RSA PUBLIC KEY", 140, "onion" + name))
                .append("signing-key\n")
                .append(block("RSA PUBLIC KEY", 140, "signing" + name))
                .append("onion-key-crosscert\n")
                .append(block("CROSSCERT", 128, name))
                .append("ntor-onion-key-crosscert 0\n")
                .append(block("ED25519 CERT", 104, "ntor" + name))
                .append(family.isEmpty() ? "" : "family " + family + "\n")
                .append("hidden-service-dir\n")
                .append("contact " + profile.word("contact") + "\n");
        profile.paymentLines().forEach(line -> text.append(line).append('\n'));
        text.append("ntor-onion-key " + filling(32, "key" + name) + "=\n");
        profile.policyLines().forEach(line -> text.append(line).append('\n'));
        return text.append("tunnelled-dir-server\n")
                .append("router-sig-ed25519 " + filling(64, "sig" + name) + "\n")
                .append("router-signature\n")
                .append(block("SIGNATURE", 128, name))
                .toString();
    }

    private static String block(String title, int bytes, String seed) {
        String body =
                Base64.getEncoder().encodeToString(bytes(bytes, title + seed)).replaceAll("(.{64})(?!$)", "$1\n");
        return "-----BEGIN " + title + "-----\n" + body + "\n-----END " + title + "-----\n";
    }

    private static String filling(int bytes, String seed) {
        return base64(bytes(bytes, seed));
    }

    private static byte[] bytes(int count, String seed) {
        byte[] result = new byte[count];
        byte[] digest = RelayProfile.sha1(seed);
        for (int i = 0; i < count; i++) {
            result[i] = (byte) (digest[i % digest.length] + i);
        }
        return result;
    }
}
