package org.eltor.relay.internal.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the keys, certificates and signatures of a server descriptor, and verifies that its relay wrote it
 * (dir-spec 2.1.1). For descriptors that no tor has checked.
 */
final class DescriptorProof {
    private static final byte[] PREFIX = "Tor router descriptor signature v1".getBytes(StandardCharsets.US_ASCII);
    private static final String SIGNING_KEY = "signing-key";
    private static final String ONION_KEY = "onion-key";
    private static final String CERTIFICATE = "identity-ed25519";

    /** @param line where it is */
    private record Part(int line, byte[] bytes) {}

    private final Map<String, Part> parts = new HashMap<>();
    private final List<Part> families = new ArrayList<>();
    private int sign;
    private int endOfEd25519;
    private int endOfRsa;

    /**
     * Takes a part.
     *
     * @param line of its keyword
     * @param bytes decoded
     */
    void add(String keyword, int line, byte[] bytes) throws DocumentException {
        Part part = new Part(line, bytes);
        if (keyword.equals("family-cert")) {
            families.add(part);
        } else if (parts.putIfAbsent(keyword, part) != null) {
            throw refused(part, "a line that may come only once");
        }
    }

    /** @param bit which of the two Ed25519 keys of the onion key has signed: 0 or 1 */
    void sign(int bit) {
        sign = bit;
    }

    /** @param end where the text ends that {@code router-sig-ed25519} signs */
    void signedWithEd25519(int end) {
        endOfEd25519 = end;
    }

    /** @param end where the text ends that {@code router-signature} signs */
    void signedWithRsa(int end) {
        endOfRsa = end;
    }

    /**
     * Verifies all of it.
     *
     * @param from where the descriptor begins
     * @param last number of its last line
     */
    void check(byte[] data, int from, int last) throws DocumentException {
        Part signature = parts.get("router-signature");
        Part key = parts.get(SIGNING_KEY);
        if (signature == null || key == null) {
            throw refused(new Part(last, new byte[0]), "a descriptor without its key and its signature");
        }
        if (!rsa(key).hasSigned(digest("SHA-1", new byte[0], data, from, endOfRsa), signature.bytes())) {
            throw refused(signature, "the signature is not by the signing key");
        }
        if (parts.containsKey(CERTIFICATE)) {
            byte[] identity = checkEd25519(data, from);
            checkOnionKey(identity, key);
            checkNtorKey(identity);
            for (Part family : families) {
                checkFamily(family, identity);
            }
        }
    }

    private static RsaKey rsa(Part key) throws DocumentException {
        Optional<RsaKey> read = RsaKey.parse(key.bytes());
        if (read.isEmpty()) {
            throw refused(key, "a key that is none");
        }
        return read.get();
    }

    /** @return the relay's identity */
    private byte[] checkEd25519(byte[] data, int from) throws DocumentException {
        Part part = parts.get(CERTIFICATE);
        Certificate certificate = certificate(part, Certificate.SIGNING_KEY);
        byte[] identity = signer(certificate, part);
        Part signature = parts.get("router-sig-ed25519");
        if (!Ed25519.verifies(
                certificate.key(), digest("SHA-256", PREFIX, data, from, endOfEd25519), signature.bytes())) {
            throw refused(signature, "the Ed25519 signature is not by the certified key");
        }
        return identity;
    }

    /** The onion key has signed both identities. */
    private void checkOnionKey(byte[] identity, Part signingKey) throws DocumentException {
        Part onionKey = parts.get(ONION_KEY);
        if (onionKey == null) {
            return; // relays leave it out since tor 0.4.9
        }
        Part certificate = parts.get("onion-key-crosscert");
        byte[] both =
                Arrays.copyOf(Digest.digest("SHA-1").digest(signingKey.bytes()), Digest.SHA1_BYTES + Ed25519.KEY_BYTES);
        System.arraycopy(identity, 0, both, Digest.SHA1_BYTES, Ed25519.KEY_BYTES);
        if (!rsa(onionKey).hasSigned(both, certificate.bytes())) {
            throw refused(certificate, "the cross-certificate is not by the onion key");
        }
    }

    private void checkNtorKey(byte[] identity) throws DocumentException {
        Part part = parts.get("ntor-onion-key-crosscert");
        Part key = parts.get("ntor-onion-key");
        if (key == null) {
            throw refused(part, "a cross-certificate without its onion key");
        }
        Certificate certificate = certificate(part, Certificate.ONION_KEY);
        Optional<byte[]> signer = Ed25519.ofOnionKey(key.bytes(), sign);
        if (!Arrays.equals(certificate.key(), identity) || signer.isEmpty() || !certificate.isSignedBy(signer.get())) {
            throw refused(part, "the cross-certificate is not by the onion key");
        }
    }

    private static void checkFamily(Part family, byte[] identity) throws DocumentException {
        Certificate certificate = certificate(family, Certificate.FAMILY);
        signer(certificate, family);
        if (!Arrays.equals(certificate.key(), identity)) {
            throw refused(family, "the certificate of the family is about another relay");
        }
    }

    private static Certificate certificate(Part part, int type) throws DocumentException {
        return Certificate.parse(part.bytes())
                .filter(read -> read.type() == type)
                .orElseThrow(() -> refused(part, "a certificate of another kind"));
    }

    /** The key that it names and that has signed it. */
    private static byte[] signer(Certificate certificate, Part part) throws DocumentException {
        return certificate
                .signer()
                .filter(certificate::isSignedBy)
                .orElseThrow(() -> refused(part, "the certificate is not signed by the key it names"));
    }

    private static byte[] digest(String algorithm, byte[] prefix, byte[] data, int from, int to) {
        MessageDigest digest = Digest.digest(algorithm);
        digest.update(prefix);
        digest.update(data, from, to - from);
        return digest.digest();
    }

    private static DocumentException refused(Part part, String reason) {
        return new DocumentException(part.line(), SkipReason.FORGED_DESCRIPTOR, reason);
    }
}
