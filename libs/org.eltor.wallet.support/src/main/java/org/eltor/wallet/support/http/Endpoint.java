package org.eltor.wallet.support.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** The address of a wallet, checked: TLS, unless it is on this machine. */
public final class Endpoint {
    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "ip6-localhost");

    private Endpoint() {}

    /**
     * @param property names the setting in messages
     * @param plain scheme that is allowed on this machine only, {@code http} or {@code ws}
     * @return without a slash at its end
     * @throws IllegalArgumentException when it is not such an address
     */
    public static URI parse(String property, String text, String plain) {
        URI uri;
        try {
            uri = new URI(text.strip().replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(property + " is not an address");
        }
        String scheme = String.valueOf(uri.getScheme());
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(property + " must be like " + plain + "s://host:port");
        }
        if (scheme.equals(plain) && !isLoopback(uri.getHost())) {
            throw new IllegalArgumentException(property + " sends secrets in the clear: " + plain
                    + ":// is allowed to this machine only, use " + plain + "s://");
        }
        if (!scheme.equals(plain) && !scheme.equals(plain + "s")) {
            throw new IllegalArgumentException(property + " must begin with " + plain + "s://");
        }
        return uri;
    }

    /** Literal addresses only: a name would have to be resolved. */
    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host) || host.matches("127(?:\\.[0-9]{1,3}){3}");
    }
}
