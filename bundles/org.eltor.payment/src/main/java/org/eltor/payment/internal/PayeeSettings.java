package org.eltor.payment.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eltor.payment.internal.payee.Network;
import org.eltor.payment.internal.payee.PayeeException;
import org.eltor.payment.internal.payee.WebAddress;

/**
 * How payees are checked and looked up.
 *
 * @param network that of the wallets; empty accepts any
 * @param socks tor's SOCKS port; empty asks tor
 * @param resolver DNS over HTTPS; empty leaves names alone
 */
record PayeeSettings(Optional<Network> network, Optional<InetSocketAddress> socks, Optional<WebAddress> resolver) {
    private static final Pattern ADDRESS =
            Pattern.compile("(localhost|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]{2,45}]):([0-9]{1,5})");

    /** @throws IllegalArgumentException when a value cannot be used; the message is one line that names it */
    static PayeeSettings of(PaymentConfig config) {
        String network = config.network().strip();
        String socks = config.socks_address().strip();
        String resolver = config.dns_resolver().strip();
        try {
            return new PayeeSettings(
                    network.isEmpty() ? Optional.empty() : Optional.of(Network.named(network)),
                    socks.isEmpty()
                            ? Optional.empty()
                            : Optional.of(socket(socks)
                                    .orElseThrow(() -> new IllegalArgumentException(
                                            "socks.address must be an IP address and a port, as in 127.0.0.1:9050"))),
                    resolver.isEmpty() ? Optional.empty() : Optional.of(WebAddress.parse(resolver)));
        } catch (PayeeException e) {
            throw new IllegalArgumentException("dns.resolver must be an address of the web: " + e.getMessage(), e);
        }
    }

    /** Reads an IP address, or {@code localhost}, and a port; no name is ever resolved. */
    static Optional<InetSocketAddress> socket(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            return Optional.empty();
        }
        try {
            InetAddress address = matcher.group(1).equals("localhost")
                    ? InetAddress.getLoopbackAddress()
                    : InetAddress.getByName(matcher.group(1)); // digits and dots, or in brackets: not resolved
            return Optional.of(new InetSocketAddress(address, Integer.parseInt(matcher.group(2))));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
