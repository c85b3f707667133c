package org.eltor.relay.internal.document;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eltor.relay.internal.directory.Texts;

/** Small documents with every kind of line that is read. */
final class FuzzSamples {
    private static final String HEAD = """
            network-status-version 3 microdesc
            vote-status consensus
            consensus-method 33
            valid-after 2026-02-28 06:00:00
            fresh-until 2026-02-28 07:00:00
            valid-until 2026-02-28 09:00:00
            known-flags BadExit Exit Fast Guard HSDir Running Stable V2Dir Valid
            required-client-protocols Cons=2 FlowCtrl=1 Link=4
            recommended-client-protocols Cons=2 FlowCtrl=1-2 Link=4-5
            params bwweightscale=10000 cbttestfreq=-1
            """;
    private static final String DETAILS = """
            a [2001:db8::1]:9001
            m hexCSdn00Pt+MyaFvaSi92OIeaHgr/pm/XDyvy94TqI
            s Exit Fast Guard Running Stable Valid
            v Tor 0.4.9.5
            pr FlowCtrl=1-2 Link=1-5
            w Bandwidth=22600 Unmeasured=1
            p accept 20-23,80,443
            """;
    private static final String CONSENSUS = HEAD + entry(1) + DETAILS + entry(2) + DETAILS + entry(3) + DETAILS + """
            directory-footer
            bandwidth-weights Wbd=0 Wbe=0 Wbg=4243 Wgg=5757 Wmg=4243
            directory-signature sha256 0232AF901C31A04EE9848595AF9BB7620D4C5B2E 9228BF7DA38E6EA90B55870835
            -----BEGIN SIGNATURE-----
            AAAA
            -----END SIGNATURE-----
            """;
    private static final String STATUS = Texts.entry(1, "Exit Guard Running Valid", 5) + "p reject 25,119\n"
            + Texts.entry(2, "Running Valid", 7) + "a [2001:db8::2]:1\n";
    private static final String MICRODESCRIPTORS = """
            @last-listed 2026-02-28 06:00:00
            onion-key
            -----BEGIN RSA PUBLIC KEY-----
            MIGJAoGBAMjlHH/daN43cSVRaHBwgUfnszzAhg98EvivJ9Qxfv51mvQUxPjQ07es
            -----END RSA PUBLIC KEY-----
            ntor-onion-key AppBt6CSeb1kKid/36ototmFA24ddfW5JpjWPLuoJgs=
            family $0BC8BA32CC3CB0F598E0C92778F7C0946DFBCE91 $195712E96FD1C1B18D14D09E9E4E7A6416E23B2C relay
            p accept 1-700,800-1000
            p6 reject 25
            id ed25519 J5lkRqyL6qW+CpN3E4RIlgJZeLgwjtmOOrjZvVhuwLQ
            onion-key
            ntor-onion-key FChIfm77vrWB7JsxQ+jMbN6VSSp1P0DYbw/2aqey4iA
            family-ids ed25519:dXMgdGhlIHRyaXVtcGguICAgIC1UaG9tYXMgUGFpbmU other:Example
            id ed25519 VGhpcyBpc24ndCBhY3R1YWxseSBhIHB1YmxpYyBrZXk
            """;
    private static final String DESCRIPTORS = Texts.descriptor(
                    1,
                    "PaymentBolt12Offer " + Texts.OFFER,
                    "PaymentRateMsats 1000",
                    "PaymentInterval 60",
                    "PaymentInvervalRounds 10",
                    "family $" + "A".repeat(40) + " relay2",
                    "reject 10.0.0.0/8:*",
                    "reject 1.2.3.4/255.255.0.0:80-90",
                    "ipv6-policy accept 80,443")
            + Texts.descriptor(2, "or-address [2001:db8::2]:5", "uptime 5", "reject *:25");

    private FuzzSamples() {}

    /** One for each of the readers of {@link FuzzRun}, in their order. */
    static List<byte[]> all() {
        return List.of(
                bytes(CONSENSUS),
                bytes(MICRODESCRIPTORS),
                bytes(DESCRIPTORS),
                SignedDescriptor.with(SignedDescriptor.Flaw.NONE),
                bytes(STATUS));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String entry(int number) {
        return "r relay" + number + " " + Texts.base64(number) + " 2038-01-01 00:00:00 10.0.0." + number + " 9001 0\n";
    }
}
