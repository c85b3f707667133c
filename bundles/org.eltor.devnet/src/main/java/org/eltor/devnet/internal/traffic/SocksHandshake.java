package org.eltor.devnet.internal.traffic;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The client's side of SOCKS5 (RFC 1928), with the user name and password of RFC 1929 where they
 * are given.
 */
final class SocksHandshake {

    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int PASSWORD = 2;
    private static final int NO_METHOD = 0xff;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int DOMAIN = 3;
    private static final int IPV6 = 4;
    private static final Pattern IPV4_LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final InputStream in;
    private final OutputStream out;

    SocksHandshake(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Asks for a connection; afterwards the streams carry the payload. A host name is left to the
     * proxy.
     */
    void connect(String host, int port, Optional<SocksCredentials> credentials) throws IOException {
        greet(credentials);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {VERSION, CONNECT, 0});
        request.writeBytes(address(host));
        request.writeBytes(new byte[] {(byte) (port >> 8), (byte) port});
        out.write(request.toByteArray());
        out.flush();
        readReply();
    }

    /** Offers one method only, so that tor sees the credentials by which it isolates streams. */
    private void greet(Optional<SocksCredentials> credentials) throws IOException {
        int method = credentials.isPresent() ? PASSWORD : NO_AUTHENTICATION;
        out.write(new byte[] {VERSION, 1, (byte) method});
        out.flush();
        byte[] choice = read(2);
        if (choice[0] != VERSION || (choice[1] & 0xff) != method) {
            throw new SocksException("The proxy does not take SOCKS method " + method, NO_METHOD);
        }
        if (credentials.isPresent()) {
            out.write(credentials.get().message());
            out.flush();
            if (read(2)[1] != 0) {
                throw new SocksException("The proxy refused the credentials", NO_METHOD);
            }
        }
    }

    /** ATYP and DST.ADDR. Literal addresses are sent as such; nothing is ever resolved here. */
    static byte[] address(String host) throws IOException {
        boolean ipv6 = host.indexOf(':') >= 0;
        if (ipv6 || IPV4_LITERAL.matcher(host).matches()) {
            byte[] raw = InetAddress.getByName(host).getAddress();
            return concat(new byte[] {(byte) (raw.length == 4 ? IPV4 : IPV6)}, raw);
        }
        byte[] name = host.getBytes(StandardCharsets.US_ASCII);
        if (name.length == 0 || name.length > 255) {
            throw new IllegalArgumentException("A host name has 1 to 255 bytes");
        }
        return concat(new byte[] {DOMAIN, (byte) name.length}, name);
    }

    /**
     * Tor answers with an IPv6 address on a unix socket and with IPv4 otherwise, whatever was asked
     * for.
     */
    private void readReply() throws IOException {
        byte[] head = read(4);
        if (head[0] != VERSION) {
            throw new SocksException("The proxy does not speak SOCKS5", NO_METHOD);
        }
        if (head[1] != 0) {
            throw SocksException.ofReply(head[1] & 0xff);
        }
        int length = switch (head[3]) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case DOMAIN -> read(1)[0] & 0xff;
            default -> throw new SocksException("Unknown address type " + head[3], NO_METHOD);
        };
        read(length + 2);
    }

    private byte[] read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("The proxy closed the connection");
        }
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
