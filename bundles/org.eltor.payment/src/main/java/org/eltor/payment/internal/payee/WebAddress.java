package org.eltor.payment.internal.payee;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where something is asked for over the web: {@code https}, or {@code http} at an onion service, whose address is its
 * key (LUD-01). Nothing is resolved here.
 *
 * @param secure whether TLS is spoken
 * @param host name, in lower case
 * @param port 1 to 65535
 * @param path path and query as they go into a request, beginning with a slash
 */
public record WebAddress(boolean secure, String host, int port, String path) {
    private static final int LONGEST = 2048;
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?" + "(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final String ONION = ".onion";

    /** Reads a URL; a refusal completes "the link: …". */
    public static WebAddress parse(String url) throws PayeeException {
        URI uri;
        try {
            if (url.length() > LONGEST || !url.matches("[!-~]+")) {
                throw new PayeeException("it is too long, or has characters that do not belong there");
            }
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new PayeeException("it is not a URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (!isHost(host) || uri.getUserInfo() != null) {
            throw new PayeeException("it has no host, or more than a host and a port");
        }
        boolean secure = scheme.equals("https");
        if (!secure && !(scheme.equals("http") && isOnion(host))) {
            throw new PayeeException("it is not https, nor http at an onion service");
        }
        int port = uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort();
        if (port < 1 || port > 65_535) {
            throw new PayeeException("its port is out of range");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new WebAddress(secure, host, port, uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    /** The same place with one more parameter, whose name and value need no escaping. */
    WebAddress with(String name, String value) {
        String joined = path + (path.indexOf('?') < 0 ? "?" : "&") + name + "=" + value;
        return new WebAddress(secure, host, port, joined);
    }

    /** What a {@code Host} header says. */
    String authority() {
        return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }

    static boolean isHost(String host) {
        return HOST.matcher(host).matches();
    }

    static boolean isOnion(String host) {
        return host.endsWith(ONION);
    }

    /** Leaves the path out: it may name an account. */
    @Override
    public String toString() {
        return "WebAddress[" + host + "]";
    }
}
