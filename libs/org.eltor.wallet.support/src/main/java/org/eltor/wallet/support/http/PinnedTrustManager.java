package org.eltor.wallet.support.http;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server whose own certificate is pinned, whatever name it carries: the pin identifies the server better than
 * a name could, and nodes' certificates rarely carry the name they are reached by. Others are left to the next, which
 * checks chain and name.
 */
final class PinnedTrustManager extends X509ExtendedTrustManager {
    private final Set<String> pins;
    private final Optional<X509ExtendedTrustManager> next;

    PinnedTrustManager(Set<String> pins, Optional<X509ExtendedTrustManager> next) {
        this.pins = Set.copyOf(pins);
        this.next = next;
    }

    static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        if (!isPinned(chain)) {
            other().checkServerTrusted(chain, type, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        if (!isPinned(chain)) {
            other().checkServerTrusted(chain, type, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (!isPinned(chain)) {
            throw new CertificateException("not the pinned certificate");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("a wallet has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("a wallet has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("a wallet has no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return next.map(X509ExtendedTrustManager::getAcceptedIssuers).orElse(new X509Certificate[0]);
    }

    private boolean isPinned(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || !pins.contains(fingerprint(chain[0]))) {
            return false;
        }
        chain[0].checkValidity();
        return true;
    }

    private X509ExtendedTrustManager other() throws CertificateException {
        return next.orElseThrow(() -> new CertificateException("not the pinned certificate"));
    }
}
