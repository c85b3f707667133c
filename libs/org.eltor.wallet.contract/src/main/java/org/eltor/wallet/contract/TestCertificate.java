package org.eltor.wallet.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.eltor.wallet.support.http.Trust;

/** A self-signed certificate, made by the JDK's keytool when it is first asked for. */
public final class TestCertificate {
    private static final String PASSWORD = "changeit";
    private static final TestCertificate OWN = make("own", "CN=wallet", "dns:some-node.invalid");
    private static final TestCertificate OTHER = make("other", "CN=other", "ip:127.0.0.1");

    private final Path folder;
    private final KeyStore store;
    private final X509Certificate certificate;

    private TestCertificate(Path folder, KeyStore store) throws GeneralSecurityException {
        this.folder = folder;
        this.store = store;
        this.certificate = (X509Certificate) store.getCertificate("server");
    }

    /** The one that servers show; like a node's, it does not carry the name that the server is reached by. */
    public static TestCertificate own() {
        return OWN;
    }

    /** Somebody else's, with the right name. */
    public static TestCertificate other() {
        return OTHER;
    }

    /** Whom a wallet trusts whose server shows {@link #own}. */
    public static Trust trust(WalletDouble.Access access) {
        return switch (access) {
            case WRONG_PIN -> Trust.of(OTHER.pin(), "", "", "");
            case CERTIFICATE_FILE -> Trust.of("", OWN.pem().toString(), "", "");
            case TRUST_STORE -> Trust.of("", "", OWN.trustStore().toString(), PASSWORD);
            default -> Trust.of(OWN.pin(), "", "", "");
        };
    }

    /** SHA-256 of the certificate, in hex. */
    public String pin() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A PEM file with the certificate. */
    public Path pem() {
        try {
            Path file = folder.resolve("certificate.pem");
            String text = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
            Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A PKCS12 file that trusts the certificate; its password is {@code changeit}. */
    public Path trustStore() {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("server", certificate);
            Path file = folder.resolve("trust.p12");
            try (var out = Files.newOutputStream(file)) {
                trust.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a server that shows it. */
    public SSLContext serverContext() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestCertificate make(String label, String subject, String alternative) {
        try {
            Path folder = Files.createTempDirectory("eltor-certificate-" + label);
            folder.toFile().deleteOnExit(); // the last registered goes first
            for (String name : List.of("server.p12", "log", "certificate.pem", "trust.p12")) {
                folder.resolve(name).toFile().deleteOnExit();
            }
            Path file = folder.resolve("server.p12");
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            List<String> command = List.of(
                    keytool.toString(),
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-validity",
                    "30",
                    "-dname",
                    subject,
                    "-ext",
                    "san=" + alternative,
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("log")));
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            return new TestCertificate(folder, store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
