package org.eltor.relay.internal.document;

import java.util.Base64;
import java.util.HexFormat;

/**
 * Checks what a server descriptor needs around its contents (dir-spec 2.1.1): the parts that identify and sign it, and
 * their order. Only for descriptors that no tor has checked; signatures are not verified here either.
 */
final class DescriptorFrame {
    private static final int CERTIFICATE_HEAD = 40;
    private static final int SIGNING_KEY_CERTIFICATE = 4;
    private static final int ED25519_KEY = 1;
    private static final int SIGNED_WITH_KEY = 4;
    private static final int SIGNATURE_DIGITS = 86;

    private int items;
    private boolean certified;
    private boolean crossCertified;
    private boolean ntorCrossCertified;
    private boolean onionKey;
    private boolean signed;
    private boolean ended;
    private String masterKey;
    private String certifiedKey;

    /** Whether the body of the object after this line is wanted. */
    boolean wants(String keyword) {
        return keyword.equals("identity-ed25519") || keyword.equals("onion-key");
    }

    /** Takes a line, the router line left out. @return its keyword */
    String item(LineReader lines) throws DocumentException {
        if (lines.start() == lines.end()) {
            return "";
        }
        items++;
        if (ended || signed && !lines.equalTo("router-signature")) {
            throw malformed(lines, "a line where only a signature may be");
        }
        String keyword = keyword(lines);
        switch (keyword) {
            case "identity-ed25519" -> {
                if (items != 1) {
                    throw malformed(lines, "the certificate does not come first");
                }
                certified = true;
            }
            case "master-key-ed25519" ->
                masterKey = lines.value(keyword.length()).replace("=", "");
            case "onion-key" -> onionKey = true;
            case "onion-key-crosscert" -> crossCertified = true;
            case "router-signature" -> ended = true;
            case "ntor-onion-key-crosscert" -> {
                String bit = lines.value(keyword.length());
                if (!bit.equals("0") && !bit.equals("1")) {
                    throw malformed(lines, "a cross-certificate with neither bit");
                }
                ntorCrossCertified = true;
            }
            case "router-sig-ed25519" -> {
                int from = lines.arguments(keyword.length());
                int to = Math.min(lines.end(), from + SIGNATURE_DIGITS); // old ones are padded
                if (!Ascii.base64(lines.data, from, to, new byte[64])) {
                    throw malformed(lines, "a signature that is none");
                }
                signed = true;
            }
            case "uptime" -> {
                String seconds = lines.value(keyword.length());
                if (Ascii.number(seconds.startsWith("-") ? seconds.substring(1) : seconds, 18) < 0) {
                    throw malformed(lines, "an uptime that is none");
                }
            }
            default -> {}
        }
        return keyword;
    }

    private static String keyword(LineReader lines) {
        int end = lines.start();
        while (end < lines.end() && end - lines.start() < 64 && lines.data[end] != ' ') {
            end++;
        }
        return Ascii.string(lines.data, lines.start(), end);
    }

    /** Takes the body of an object that is wanted. */
    void object(String keyword, String base64, LineReader lines) throws DocumentException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw malformed(lines, "an object that is no base64");
        }
        if (keyword.equals("identity-ed25519")) {
            certifiedKey = signedWith(bytes, lines);
        } else if (bytes.length > 0 && bytes[0] != 0x30) {
            throw malformed(lines, "an onion key that is none");
        }
    }

    /** The key in the extension "signed with" (cert-spec 2.1). */
    private static String signedWith(byte[] bytes, LineReader lines) throws DocumentException {
        if (bytes.length < CERTIFICATE_HEAD
                || bytes[0] != 1
                || bytes[1] != SIGNING_KEY_CERTIFICATE
                || bytes[6] != ED25519_KEY) {
            throw malformed(lines, "a certificate of another kind");
        }
        int extensions = bytes[39];
        int at = CERTIFICATE_HEAD;
        for (int i = 0; i < extensions && at + 4 <= bytes.length; i++) {
            int length = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
            if (bytes[at + 2] == SIGNED_WITH_KEY && length == 32 && at + 4 + length <= bytes.length) {
                return HexFormat.of().formatHex(bytes, at + 4, at + 4 + length);
            }
            at += 4 + length;
        }
        throw malformed(lines, "a certificate without the key that signed it");
    }

    /** Looks at the whole, at the end. */
    void check(LineReader lines) throws DocumentException {
        if (!certified) {
            if (signed || masterKey != null || ntorCrossCertified) {
                throw malformed(lines, "Ed25519 lines without their certificate");
            }
            return; // from before tor 0.2.7
        }
        if (onionKey && !crossCertified || !ntorCrossCertified) {
            throw malformed(lines, "a cross-certificate is missing");
        }
        if (!signed) {
            throw malformed(lines, "the Ed25519 signature is missing");
        }
        if (certifiedKey == null || masterKey != null && !masterKey.equals(base64(certifiedKey))) {
            throw malformed(lines, "the master key is not that of the certificate");
        }
    }

    private static String base64(String hex) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(hex));
    }

    private static DocumentException malformed(LineReader lines, String reason) {
        return new DocumentException(lines.number(), SkipReason.MALFORMED_DESCRIPTOR, reason);
    }
}
