package org.eltor.tor.control.internal.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a control port listens.
 *
 * @param host host name or address of a TCP port; the path of a unix socket
 * @param port the TCP port; 0 for a unix socket
 */
record ControlAddress(String host, int port) {
    private static final String UNIX = "unix:";
    private static final Pattern HOST_PORT = Pattern.compile("(?:([^\\[\\]:\\s]+)|\\[([0-9A-Fa-f:.]+)]):([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code host:port}, {@code [v6]:port} or {@code unix:/absolute/path}.
     *
     * @throws IllegalArgumentException when {@code text} is neither
     */
    static ControlAddress parse(String text) {
        String trimmed = text.strip();
        if (trimmed.startsWith(UNIX)) {
            return new ControlAddress(absolute(trimmed.substring(UNIX.length())), 0);
        }
        Matcher matcher = HOST_PORT.matcher(trimmed);
        if (!matcher.matches()) {
            throw notAnAddress();
        }
        int port = Integer.parseInt(matcher.group(3));
        if (port < 1 || port > MAX_PORT) {
            throw notAnAddress();
        }
        return new ControlAddress(matcher.group(1) != null ? matcher.group(1) : matcher.group(2), port);
    }

    private static String absolute(String path) {
        try {
            if (Path.of(path).isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw notAnAddress();
        }
        throw notAnAddress();
    }

    private static IllegalArgumentException notAnAddress() {
        return new IllegalArgumentException("not a control port's address (host:port or unix:/absolute/path)");
    }

    boolean isUnix() {
        return port == 0;
    }

    /** Looks the host up where it is a name, and so may block. */
    SocketAddress resolve() throws UnknownHostException {
        return isUnix() ? UnixDomainSocketAddress.of(host) : new InetSocketAddress(InetAddress.getByName(host), port);
    }

    /** For people: {@code 127.0.0.1:9051}, or a socket's path. */
    @Override
    public String toString() {
        return isUnix() ? host : (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
