package org.eltor.wallet.support.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eltor.wallet.support.Secret;

/**
 * Whom a TLS connection trusts: one pinned certificate, the certificates of a file or a store, or what the Java
 * runtime trusts. There is no way to trust everybody.
 *
 * @param pin SHA-256 of the server's own certificate, in hex; empty for none
 * @param certificates PEM file with the server's own certificate or that of its issuer; empty for none
 * @param store PKCS12 or JKS file of trusted certificates; empty for none
 * @param storePassword the store's password; empty for none
 */
public record Trust(
        Optional<String> pin, Optional<Path> certificates, Optional<Path> store, Optional<Secret> storePassword) {

    /** What the Java runtime trusts. */
    public static Trust ofRuntime() {
        return new Trust(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Reads the settings {@code tls.pin}, {@code tls.certificate.file}, {@code tls.truststore.file} and
     * {@code tls.truststore.password}; blank is not set.
     *
     * @throws IllegalArgumentException when they are malformed or contradict each other; the message names them
     */
    public static Trust of(String pin, String certificateFile, String storeFile, String storePassword) {
        String digits = pin.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT);
        if (!digits.isEmpty() && !digits.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("tls.pin must be a certificate's SHA-256: 64 hex digits");
        }
        Trust trust = new Trust(
                Optional.of(digits).filter(text -> !text.isEmpty()),
                path("tls.certificate.file", certificateFile),
                path("tls.truststore.file", storeFile),
                storePassword.isBlank() ? Optional.empty() : Optional.of(new Secret(storePassword)));
        if (List.of(trust.pin, trust.certificates, trust.store).stream()
                        .filter(Optional::isPresent)
                        .count()
                > 1) {
            throw new IllegalArgumentException(
                    "tls.pin, tls.certificate.file and tls.truststore.file exclude each other: set one");
        }
        return trust;
    }

    /** @throws IOException when a file cannot be used; the message names it */
    SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private X509ExtendedTrustManager manager() throws GeneralSecurityException, IOException {
        if (pin.isPresent()) {
            return new PinnedTrustManager(Set.of(pin.get()), Optional.empty());
        }
        if (certificates.isPresent()) {
            Path file = certificates.get();
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            Set<String> pins = new HashSet<>();
            try {
                anchors.load(null, null);
                for (X509Certificate certificate : read(file)) {
                    pins.add(PinnedTrustManager.fingerprint(certificate));
                    anchors.setCertificateEntry("wallet-" + pins.size(), certificate);
                }
            } catch (CertificateException e) {
                throw new IOException("tls.certificate.file holds no certificate in PEM: " + file, e);
            }
            return new PinnedTrustManager(pins, Optional.of(standard(anchors)));
        }
        if (store.isPresent()) {
            char[] password =
                    storePassword.map(secret -> secret.reveal().toCharArray()).orElse(null);
            try {
                return standard(KeyStore.getInstance(store.get().toFile(), password));
            } catch (IOException | GeneralSecurityException e) {
                throw new IOException("tls.truststore.file cannot be opened, or its password is wrong: " + store.get());
            }
        }
        return standard(null);
    }

    private static List<X509Certificate> read(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> result = new ArrayList<>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                result.add((X509Certificate) certificate);
            }
            if (result.isEmpty()) {
                throw new CertificateException("none");
            }
            return result;
        } catch (NoSuchFileException e) {
            throw new IOException("tls.certificate.file names a file that is not there: " + file);
        }
    }

    private static X509ExtendedTrustManager standard(KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no trust manager");
    }

    private static Optional<Path> path(String property, String text) {
        try {
            return text.isBlank()
                    ? Optional.empty()
                    : Optional.of(Path.of(text.strip()).toAbsolutePath());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(property + " is not a path", e);
        }
    }
}
