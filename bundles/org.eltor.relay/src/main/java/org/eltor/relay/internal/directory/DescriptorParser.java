package org.eltor.relay.internal.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.address.IpLiteral;

/**
 * Reads one server descriptor (dir-spec 2.1.1) with the payment lines of an elTor relay. Tor has checked the
 * signatures, but every line was written by the relay: whatever breaks the form skips this relay and no other.
 */
final class DescriptorParser {
    /** Authorities refuse a descriptor above 20,000 bytes; this leaves room for another idea of a byte. */
    static final int MOST_CHARACTERS = 65_536;

    private static final String CONGESTION_CONTROL = "FlowCtrl=";
    private static final Pattern PUBLISHED = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}");

    private final PolicySummary policy = new PolicySummary();
    private final PaymentLines payment = new PaymentLines();
    private final List<String> ipv6 = new ArrayList<>();
    private FamilyClaims family = FamilyClaims.NONE;
    private String nickname = "";
    private String address = "";
    private String published = "";
    private Fingerprint fingerprint;
    private boolean congestionControl;

    private DescriptorParser() {}

    /**
     * Reads a whole descriptor.
     *
     * @param text from its {@code router} line to the end of its signature
     */
    static ServerDescriptor parse(String text) throws SkippedException {
        if (text.length() > MOST_CHARACTERS) {
            throw new SkippedException(SkipReason.TOO_LARGE);
        }
        return new DescriptorParser().read(new Lines(text));
    }

    private ServerDescriptor read(Lines lines) throws SkippedException {
        router(lines.next());
        String before = "";
        for (String line = lines.next(); line != null; line = lines.next()) {
            String item = line.startsWith("opt ") ? line.substring(4) : line; // written before tor 0.2.4
            if (item.startsWith("-----BEGIN ")) {
                object(before, lines);
            } else {
                int blank = item.indexOf(' ');
                before = blank < 0 ? item : item.substring(0, blank);
                item(before, blank < 0 ? "" : item.substring(blank + 1).strip());
            }
        }
        if (fingerprint == null) {
            throw malformed();
        }
        List<String> addresses = new ArrayList<>(List.of(address));
        addresses.addAll(ipv6);
        return new ServerDescriptor(
                fingerprint,
                nickname,
                published,
                addresses,
                family,
                policy.ports(),
                congestionControl,
                payment.terms());
    }

    /** {@code router nickname address ORPort SOCKSPort DirPort}. */
    private void router(String line) throws SkippedException {
        String[] words = line == null ? new String[0] : line.split(" +");
        if (words.length < 4
                || !words[0].equals("router")
                || IpLiteral.ipv4(words[2]).isEmpty()
                || !isPort(words[3])) {
            throw malformed();
        }
        nickname = Lines.nickname(words[1]);
        address = words[2];
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }

    private void item(String keyword, String value) throws SkippedException {
        switch (keyword) {
            case "fingerprint" -> fingerprint = fingerprint(value);
            case "published" -> published = published(value);
            case "proto" -> congestionControl |= listsCongestionControl(value);
            case "family" -> family = family.withLine(value);
            case "or-address" -> orAddress(value);
            case "accept" -> policy.add(true, value);
            case "reject" -> policy.add(false, value);
            default -> {
                if (keyword.startsWith("Payment")) {
                    payment.add(keyword, value);
                }
            }
        }
    }

    private Fingerprint fingerprint(String value) throws SkippedException {
        Fingerprint read;
        try {
            read = Fingerprint.parse(value.replace(" ", ""));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        if (fingerprint != null && !fingerprint.equals(read)) {
            throw malformed();
        }
        return read;
    }

    private static String published(String value) throws SkippedException {
        if (!PUBLISHED.matcher(value).matches()) {
            throw malformed();
        }
        return value;
    }

    /** Whether 2 is among the versions of {@code FlowCtrl}, for example {@code FlowCtrl=1-2} (tor-spec 9). */
    private static boolean listsCongestionControl(String value) {
        for (String entry : value.split(" ")) {
            if (entry.startsWith(CONGESTION_CONTROL)) {
                for (String range : entry.substring(CONGESTION_CONTROL.length()).split(",")) {
                    String[] ends = range.split("-", 2);
                    Optional<Integer> first = version(ends[0]);
                    Optional<Integer> last = version(ends[ends.length - 1]);
                    if (first.isPresent() && first.get() <= 2 && last.isPresent() && last.get() >= 2) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static Optional<Integer> version(String text) {
        return text.matches("[0-9]{1,8}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    /** {@code [address]:port}; only IPv6 says anything new, and what cannot be read is ignored. */
    private void orAddress(String value) {
        int end = value.indexOf("]:");
        if (value.startsWith("[") && end > 0 && ipv6.size() < 4) {
            String literal = value.substring(1, end);
            if (IpLiteral.ipv6(literal).isPresent()) {
                ipv6.add(literal);
            }
        }
    }

    /** Passes over an object, so that none of its lines is taken for an item. */
    private void object(String keyword, Lines lines) {
        StringBuilder body = new StringBuilder();
        for (String line = lines.next(); line != null && !line.startsWith("-----END "); line = lines.next()) {
            body.append(line);
        }
        if (keyword.equals("family-cert")) {
            family = family.withCertificate(body.toString());
        }
    }

    private static SkippedException malformed() {
        return new SkippedException(SkipReason.MALFORMED_DESCRIPTOR);
    }
}
