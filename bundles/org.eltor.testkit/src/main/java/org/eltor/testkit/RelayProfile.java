package org.eltor.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.eltor.api.tor.Fingerprint;

/**
 * What a made-up relay of a {@link ScriptedDirectory} is like. Immutable: every method gives another profile. All relays
 * begin alike: IPv4 in a /16 of their own as long as there are fewer than 256, no family, 1000 kB/s, {@code FlowCtrl=1-2},
 * a BOLT12 offer of its own without amount and description, 1000 msat for each of ten intervals of 60 s.
 */
public final class RelayProfile {
    private static final String MIDDLE_FLAGS = "Fast HSDir Running Stable V2Dir Valid";
    private static final String OFFER_LINE = "PaymentBolt12Offer";

    private final int number;
    private final Map<String, String> words;
    private final List<String> policy;
    private final Map<String, List<String>> payment;

    private RelayProfile(
            int number, Map<String, String> words, List<String> policy, Map<String, List<String>> payment) {
        this.number = number;
        this.words = Collections.unmodifiableMap(words);
        this.policy = List.copyOf(policy);
        this.payment = Collections.unmodifiableMap(payment);
    }

    /**
     * A relay without Guard and Exit.
     *
     * @param number from 0; the same number is the same relay
     */
    public static RelayProfile middle(int number) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("nickname", "relay" + number);
        words.put(
                "address", number < 256 ? "127." + number + ".0.1" : "10." + number % 256 + "." + number / 256 + ".1");
        words.put("flags", MIDDLE_FLAGS);
        words.put("bandwidth", "1000");
        words.put("summary", "reject 1-65535");
        words.put("contact", "relay" + number + "@relays.example");
        words.put(
                "proto",
                "Conflux=1 Cons=1-2 Desc=1-4 DirCache=2 FlowCtrl=1-2 HSDir=2 HSIntro=4-5 HSRend=1-2 Link=1-5"
                        + " LinkAuth=3 Microdesc=1-3 Padding=2 Relay=1-4");
        Map<String, List<String>> payment = new LinkedHashMap<>();
        payment.put(OFFER_LINE, List.of(TestOffer.of(number)));
        payment.put("PaymentRateMsats", List.of("1000"));
        payment.put("PaymentInterval", List.of("60"));
        payment.put("PaymentInvervalRounds", List.of("10"));
        return new RelayProfile(number, words, List.of("reject *:*"), payment);
    }

    /** A relay with Guard. */
    public static RelayProfile guard(int number) {
        return middle(number).flags(("Guard " + MIDDLE_FLAGS).split(" "));
    }

    /** A relay with Exit whose policy accepts everything. */
    public static RelayProfile exit(int number) {
        return middle(number).flags(("Exit " + MIDDLE_FLAGS).split(" ")).policy("accept 1-65535", "accept *:*");
    }

    private RelayProfile with(String word, String value) {
        Map<String, String> changed = new LinkedHashMap<>(words);
        changed.put(word, Objects.requireNonNull(value));
        return new RelayProfile(number, changed, policy, payment);
    }

    /** Its name; nothing makes it unique. */
    public RelayProfile nickname(String nickname) {
        return with("nickname", nickname);
    }

    /** Its IPv4 address. */
    public RelayProfile address(String ipv4) {
        return with("address", ipv4);
    }

    /** Its IPv6 address, without brackets. */
    public RelayProfile ipv6(String address) {
        return with("ipv6", address);
    }

    /** Its flags, all of them, for example {@code Fast}, {@code BadExit}. */
    public RelayProfile flags(String... flags) {
        return with("flags", String.join(" ", new TreeSet<>(Arrays.asList(flags))));
    }

    /** Its weight in the consensus. */
    public RelayProfile bandwidth(long kilobytesPerSecond) {
        return with("bandwidth", Long.toString(kilobytesPerSecond));
    }

    /** Whom it names as family; the others must name it too. */
    public RelayProfile family(Fingerprint... relays) {
        return with(
                "family",
                String.join(
                        " ", Arrays.stream(relays).map(Fingerprint::toString).toList()));
    }

    /** Its contact line, verbatim; whatever stands there is only talk. */
    public RelayProfile contact(String text) {
        return with("contact", text);
    }

    /** Its proto line, verbatim. */
    public RelayProfile proto(String versions) {
        return with("proto", versions);
    }

    /**
     * Its exit policy.
     *
     * @param summary what ns/all says of it, for example {@code accept 80,443}
     * @param lines what the descriptor says, for example {@code accept *:80}, {@code reject *:*}
     */
    public RelayProfile policy(String summary, String... lines) {
        return new RelayProfile(number, with("summary", summary).words, List.of(lines), payment);
    }

    /** Price of one interval in millisatoshi; 0 leaves the line out, as a relay does. */
    public RelayProfile rate(long msat) {
        return number("PaymentRateMsats", msat);
    }

    /** Length of an interval; 0 leaves the line out. */
    public RelayProfile interval(int seconds) {
        return number("PaymentInterval", seconds);
    }

    /** Intervals of one circuit; 0 leaves the line out. */
    public RelayProfile intervals(int count) {
        return number("PaymentInvervalRounds", count);
    }

    /** Fee of the handshake in millisatoshi; 0 leaves the line out. */
    public RelayProfile handshakeFee(long msat) {
        return number("PaymentHandshakeFee", msat);
    }

    private RelayProfile number(String keyword, long value) {
        return value == 0 ? payment(keyword) : payment(keyword, Long.toString(value));
    }

    /** Its BOLT12 offer. */
    public RelayProfile offer(String offer) {
        return payment(OFFER_LINE, offer);
    }

    /**
     * Any payment line, well-formed or not.
     *
     * @param keyword for example {@code PaymentBip353}
     * @param values one line for each; none takes the line out
     */
    public RelayProfile payment(String keyword, String... values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(payment);
        if (values.length == 0) {
            changed.remove(keyword);
        } else {
            changed.put(keyword, List.of(values));
        }
        return new RelayProfile(number, words, policy, changed);
    }

    /** A relay that says nothing of payment. */
    public RelayProfile withoutPayment() {
        return new RelayProfile(number, words, policy, Map.of());
    }

    /** A relay whose descriptor tor does not hold. */
    public RelayProfile withoutDescriptor() {
        return with("missing", "descriptor");
    }

    /** Its identity, which follows from its number. */
    public Fingerprint fingerprint() {
        byte[] digest = sha1("identity of scripted relay " + number);
        return new Fingerprint(HexFormat.of().withUpperCase().formatHex(digest));
    }

    boolean hasDescriptor() {
        return !words.containsKey("missing");
    }

    /** One of the texts above; empty when it was never given. */
    String word(String name) {
        return words.getOrDefault(name, "");
    }

    List<String> policyLines() {
        return policy;
    }

    /** The payment lines, first those that tor knows in the order in which it writes them. */
    List<String> paymentLines() {
        List<String> order = new ArrayList<>(List.of(
                OFFER_LINE,
                "PaymentBip353",
                "PaymentBolt11Lnurl",
                "PaymentBolt11LightningAddress",
                "PaymentRateMsats",
                "PaymentInterval",
                "PaymentInvervalRounds",
                "PaymentHandshakeFee",
                "PaymentBandwidthQuota"));
        payment.keySet().stream().filter(keyword -> !order.contains(keyword)).forEach(order::add);
        List<String> lines = new ArrayList<>();
        for (String keyword : order) {
            payment.getOrDefault(keyword, List.of()).forEach(value -> lines.add(keyword + " " + value));
        }
        return lines;
    }

    static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }
}
