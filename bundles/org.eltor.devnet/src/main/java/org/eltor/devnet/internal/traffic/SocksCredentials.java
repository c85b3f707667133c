package org.eltor.devnet.internal.traffic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * User name and password for the SOCKS proxy. For tor they only separate streams; 1 to 255 bytes
 * each.
 */
public record SocksCredentials(String username, String password) {

    public SocksCredentials {
        check(username);
        check(password);
    }

    private static void check(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > 255) {
            throw new IllegalArgumentException("SOCKS credentials have 1 to 255 bytes");
        }
    }

    /** The request of RFC 1929 2. */
    byte[] message() {
        byte[] name = username.getBytes(StandardCharsets.UTF_8);
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 + name.length + secret.length)
                .put((byte) 1)
                .put((byte) name.length)
                .put(name)
                .put((byte) secret.length)
                .put(secret)
                .array();
    }

    @Override
    public String toString() {
        return "SocksCredentials[scrubbed]";
    }
}
