package org.eltor.relay.internal.document;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.eltor.relay.internal.address.IpLiteral;

/**
 * Reads one server descriptor (dir-spec 2.1.1) with the payment lines of an elTor relay. Every line was written by the
 * relay: whatever breaks the form skips this relay and no other. Tor verifies the signatures of what it gives out; those
 * of other descriptors are verified here.
 */
final class DescriptorParser {
    static final String START = "router ";
    /** Authorities refuse a descriptor above 20,000 bytes; this leaves room for another idea of a byte. */
    static final int MOST_BYTES = 65_536;

    private static final Set<String> WANTED = Set.of("family-cert", "signing-key");
    private static final int LAST_PORT = 65_535;
    private static final int MOST_IPV6 = 4;
    private static final int MOST_DIGITS = 18;
    private static final int ONION_KEY_DIGITS = 44;

    private final Pool pool;
    /** Null for what tor has checked. */
    private final DescriptorFrame frame;

    private final PolicySummary policy = new PolicySummary();
    private final PaymentLines payment = new PaymentLines();
    private final List<String> addresses = new ArrayList<>();
    private FamilyClaims family = FamilyClaims.NONE;
    private PortSet exitPortsIpv6 = PortSet.NONE;
    private String nickname = "";
    private String published = "";
    private byte[] fingerprint;
    private byte[] keyDigest;
    private boolean congestionControl;
    private boolean limited;
    private boolean signed;

    private DescriptorParser(Pool pool, boolean unchecked) {
        this.pool = pool;
        this.frame = unchecked ? new DescriptorFrame() : null;
    }

    /**
     * Reads a whole descriptor.
     *
     * @param from where its {@code router} line begins
     * @param to where its signature ends
     * @param line number of its first line
     * @param unchecked whether no tor has checked it: keys, certificates and signatures are then verified here
     */
    static ServerDescriptor parse(byte[] data, int from, int to, int line, Pool pool, boolean unchecked)
            throws DocumentException {
        if (to - from > MOST_BYTES) {
            throw new DocumentException(
                    line, SkipReason.TOO_LARGE, "a server descriptor of more than " + MOST_BYTES + " bytes");
        }
        return new DescriptorParser(pool, unchecked).read(new LineReader(data, from, to, line), from);
    }

    private ServerDescriptor read(LineReader lines, int from) throws DocumentException {
        router(lines);
        String before = "";
        while (lines.next()) {
            lines.pass("opt "); // written before tor 0.2.4
            if (lines.startsWith("-----BEGIN ")) {
                object(before, lines);
            } else {
                before = item(lines);
                if (frame != null) {
                    before = frame.item(lines);
                }
            }
        }
        if (!signed) {
            throw malformed(lines, "the descriptor is cut off before its signature ends");
        }
        fingerprint = fingerprint == null ? keyDigest : fingerprint;
        if (fingerprint == null) {
            throw malformed(lines, "a descriptor without a fingerprint");
        }
        if (!limited) {
            throw malformed(lines, "a descriptor without an exit policy");
        }
        if (frame != null) {
            if (keyDigest != null && !Arrays.equals(keyDigest, fingerprint)) {
                throw malformed(lines, "the fingerprint is not that of the key");
            }
            frame.check(lines, from);
        }
        return new ServerDescriptor(
                pool.fingerprint(fingerprint),
                nickname,
                published,
                addresses,
                family,
                pool.shared(policy.ports()),
                exitPortsIpv6,
                congestionControl,
                payment.terms());
    }

    /** {@code router nickname address ORPort SOCKSPort DirPort}. */
    private void router(LineReader lines) throws DocumentException {
        if (!lines.next() || !lines.startsWith(START) || lines.split() < 4) {
            throw malformed(lines, "a descriptor begins with its router line");
        }
        byte[] data = lines.data;
        if (!Ascii.isIpv4(data, lines.wordStart(2), lines.wordEnd(2))) {
            throw malformed(lines, "an address that is none");
        }
        for (int word = 3; word < Math.min(6, lines.split()); word++) {
            long port = Ascii.number(data, lines.wordStart(word), lines.wordEnd(word), 5);
            if (port < (word == 3 ? 1 : 0) || port > LAST_PORT) {
                throw malformed(lines, "a port that is none");
            }
        }
        if (frame != null && !Ascii.isNickname(data, lines.wordStart(1), lines.wordEnd(1))) {
            throw malformed(lines, "a nickname that is none");
        }
        nickname = Ascii.nickname(data, lines.wordStart(1), lines.wordEnd(1));
        addresses.add(Ascii.string(data, lines.wordStart(2), lines.wordEnd(2)));
    }

    /** Reads a line. @return its keyword where an object may follow that matters */
    private String item(LineReader lines) throws DocumentException {
        if (lines.startsWith("Payment")) {
            payment(lines);
        } else if (lines.is("accept") || lines.is("reject")) {
            policy.add(lines.is("accept"), lines.value("accept".length()), lines.number());
            limited = true;
        } else if (lines.is("fingerprint")) {
            fingerprint(lines);
        } else if (lines.is("published")) {
            published = lines.value("published".length());
            if (Times.parse(published).isEmpty()) {
                throw malformed(lines, "a time that is none");
            }
        } else if (lines.is("proto")) {
            congestionControl |= pool.hasCongestionControl(lines.data, lines.arguments("proto".length()), lines.end());
        } else if (lines.is("family")) {
            if (frame != null && !FamilyClaims.isLine(lines.value("family".length()))) {
                throw malformed(lines, "a family member that is none");
            }
            FamilyClaims named = pool.family(lines.data, lines.arguments("family".length()), lines.end());
            family = family.equals(FamilyClaims.NONE) ? named : family.and(named);
        } else if (lines.is("or-address")) {
            orAddress(lines.value("or-address".length()));
        } else if (lines.is("ipv6-policy")) {
            int from = lines.arguments("ipv6-policy".length());
            exitPortsIpv6 =
                    pool.summary(lines.data, from, lines.end(), lines.number()).orElse(PortSet.NONE);
        } else {
            return checked(lines);
        }
        return "";
    }

    /** Lines of which only the form counts. */
    private String checked(LineReader lines) throws DocumentException {
        if (lines.is("bandwidth")) {
            numbers(lines, 3, "a bandwidth that is none");
        } else if (lines.is("ntor-onion-key")) {
            ntorKey(lines);
        } else if (lines.is("accept6") || lines.is("reject6")) {
            throw new DocumentException(
                    lines.number(), SkipReason.MALFORMED_POLICY, "a rule that no descriptor may have");
        } else if (lines.is("router-signature")) {
            return "router-signature";
        } else if (fingerprint == null && lines.is("signing-key")) {
            return "signing-key";
        } else if (lines.is("family-cert")) {
            return "family-cert";
        }
        return "";
    }

    private void payment(LineReader lines) {
        String line = lines.text();
        int blank = line.indexOf(' ');
        payment.add(
                blank < 0 ? line : line.substring(0, blank),
                blank < 0 ? "" : line.substring(blank + 1),
                lines.number());
    }

    private void fingerprint(LineReader lines) throws DocumentException {
        String digits = lines.value("fingerprint".length()).replace(" ", "");
        byte[] read = new byte[20];
        if (!Ascii.hex(digits, read) || fingerprint != null && !Arrays.equals(fingerprint, read)) {
            throw malformed(lines, "a fingerprint that is none");
        }
        fingerprint = read;
    }

    private static void numbers(LineReader lines, int count, String reason) throws DocumentException {
        int words = lines.split();
        for (int word = 1; word <= count; word++) {
            if (word >= words
                    || Ascii.number(lines.data, lines.wordStart(word), lines.wordEnd(word), MOST_DIGITS) < 0) {
                throw malformed(lines, reason);
            }
        }
    }

    private static void ntorKey(LineReader lines) throws DocumentException {
        int from = lines.arguments("ntor-onion-key".length());
        int to = lines.end();
        to = to - from == ONION_KEY_DIGITS && lines.data[to - 1] == '=' ? to - 1 : to;
        if (!Ascii.base64(lines.data, from, to, new byte[32])) {
            throw malformed(lines, "an onion key that is none");
        }
    }

    /** {@code [address]:port}; only IPv6 says anything new, and what cannot be read is ignored. */
    private void orAddress(String value) {
        int end = value.indexOf("]:");
        if (value.startsWith("[") && end > 0 && addresses.size() <= MOST_IPV6) {
            String literal = value.substring(1, end);
            if (IpLiteral.ipv6(literal).isPresent()) {
                addresses.add(literal);
            }
        }
    }

    /** Passes over an object, so that none of its lines is taken for an item. */
    private void object(String keyword, LineReader lines) throws DocumentException {
        boolean wanted = WANTED.contains(keyword) || frame != null && frame.wants(keyword);
        StringBuilder body = wanted ? new StringBuilder() : null;
        boolean ended = false;
        while (!ended && lines.next()) {
            ended = lines.startsWith("-----END ");
            if (!ended && body != null) {
                body.append(Ascii.string(lines.data, lines.start(), lines.end()));
            }
        }
        if (!ended) {
            throw malformed(lines, "an object is cut off");
        }
        switch (keyword) {
            case "router-signature" -> signed = true;
            case "family-cert" -> family = family.withCertificate(body.toString());
            case "signing-key" -> signingKey(body.toString(), lines);
            default -> {}
        }
        if (frame != null && wanted) {
            frame.object(keyword, body.toString(), lines);
        }
    }

    private void signingKey(String base64, LineReader lines) throws DocumentException {
        try {
            MessageDigest sha1 = Digest.digest("SHA-1"); // dir-spec: the fingerprint is the SHA-1 of this key
            keyDigest = sha1.digest(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw malformed(lines, "a key that is none");
        }
    }

    private static DocumentException malformed(LineReader lines, String reason) {
        return new DocumentException(lines.number(), SkipReason.MALFORMED_DESCRIPTOR, reason);
    }
}
