package org.eltor.relay.internal.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what a server descriptor needs around its contents (dir-spec 2.1.1): the parts that identify and sign it, and
 * their order; then, that the signatures are right. Only for descriptors that no tor has checked.
 */
final class DescriptorFrame {
    private static final Set<String> WANTED = Set.of(
            "identity-ed25519",
            "signing-key",
            "onion-key",
            "onion-key-crosscert",
            "ntor-onion-key-crosscert",
            "family-cert",
            "router-signature");
    private static final int SIGNATURE_DIGITS = 86;

    private final DescriptorProof proof = new DescriptorProof();
    private int items;
    private int line;
    private boolean certified;
    private boolean crossCertified;
    private boolean ntorCrossCertified;
    private boolean onionKey;
    private boolean signed;
    private boolean ended;
    private byte[] masterKey;
    private byte[] certifyingKey;

    /** Whether the body of the object after this line is wanted. */
    boolean wants(String keyword) {
        return WANTED.contains(keyword);
    }

    /** Takes a line, the router line left out. @return its keyword */
    String item(LineReader lines) throws DocumentException {
        if (lines.start() == lines.end()) {
            return "";
        }
        items++;
        line = lines.number();
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
            case "master-key-ed25519" -> masterKey = key(lines, keyword, "a master key that is none");
            case "ntor-onion-key" -> proof.add(keyword, line, key(lines, keyword, "an onion key that is none"));
            case "onion-key" -> onionKey = true;
            case "onion-key-crosscert" -> crossCertified = true;
            case "router-signature" -> {
                ended = true;
                proof.signedWithRsa(lines.following());
            }
            case "ntor-onion-key-crosscert" -> {
                String bit = lines.value(keyword.length());
                if (!bit.equals("0") && !bit.equals("1")) {
                    throw malformed(lines, "a cross-certificate with neither bit");
                }
                proof.sign(bit.charAt(0) - '0');
                ntorCrossCertified = true;
            }
            case "router-sig-ed25519" -> signature(lines, keyword);
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

    /** 32 bytes as base64, with padding or without. */
    private static byte[] key(LineReader lines, String keyword, String reason) throws DocumentException {
        String digits = lines.value(keyword.length());
        String bare = digits.endsWith("=") ? digits.substring(0, digits.length() - 1) : digits;
        byte[] text = bare.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[Ed25519.KEY_BYTES];
        if (!Ascii.base64(text, 0, text.length, key)) {
            throw malformed(lines, reason);
        }
        return key;
    }

    private void signature(LineReader lines, String keyword) throws DocumentException {
        int from = lines.arguments(keyword.length());
        int to = Math.min(lines.end(), from + SIGNATURE_DIGITS); // old ones are padded
        byte[] signature = new byte[Ed25519.SIGNATURE_BYTES];
        if (!Ascii.base64(lines.data, from, to, signature)) {
            throw malformed(lines, "a signature that is none");
        }
        proof.add(keyword, line, signature);
        proof.signedWithEd25519(from);
        signed = true;
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
            certifyingKey = certifyingKey(bytes, lines);
        } else if (keyword.equals("onion-key") && RsaKey.parse(bytes).isEmpty()) {
            throw malformed(lines, "an onion key that is none");
        }
        proof.add(keyword, line, bytes);
    }

    private static byte[] certifyingKey(byte[] bytes, LineReader lines) throws DocumentException {
        Optional<Certificate> certificate =
                Certificate.parse(bytes).filter(read -> read.type() == Certificate.SIGNING_KEY);
        if (certificate.isEmpty()) {
            throw malformed(lines, "a certificate of another kind");
        }
        return certificate
                .flatMap(Certificate::signer)
                .orElseThrow(() -> malformed(lines, "a certificate without the key that signed it"));
    }

    /**
     * Looks at the whole, at the end, and verifies the signatures.
     *
     * @param from where the descriptor begins
     */
    void check(LineReader lines, int from) throws DocumentException {
        if (certified) {
            checkForm(lines);
        } else if (signed || masterKey != null || ntorCrossCertified) { // else it is from before tor 0.2.7
            throw malformed(lines, "Ed25519 lines without their certificate");
        }
        proof.check(lines.data, from, lines.number());
    }

    private void checkForm(LineReader lines) throws DocumentException {
        if (onionKey && !crossCertified || !ntorCrossCertified) {
            throw malformed(lines, "a cross-certificate is missing");
        }
        if (!signed) {
            throw malformed(lines, "the Ed25519 signature is missing");
        }
        if (certifyingKey == null || masterKey != null && !Arrays.equals(masterKey, certifyingKey)) {
            throw malformed(lines, "the master key is not that of the certificate");
        }
    }

    private static DocumentException malformed(LineReader lines, String reason) {
        return new DocumentException(lines.number(), SkipReason.MALFORMED_DESCRIPTOR, reason);
    }
}
