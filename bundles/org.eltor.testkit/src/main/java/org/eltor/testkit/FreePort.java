package org.eltor.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports to listen on later. They are below those that the kernel gives to outgoing connections, so that none of these
 * takes one meanwhile: not even a client's own that tries to connect there while nobody listens.
 */
public final class FreePort {
    private static final int LOWEST = 20_000;
    /** Linux gives 32768 and above. */
    private static final int BEYOND = 32_000;

    private static final int ATTEMPTS = 1_000;

    private FreePort() {}

    /** A TCP port of 127.0.0.1 on which nobody listens now. */
    public static int find() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                continue; // taken
            }
        }
        throw new UncheckedIOException(new IOException("no port is free on 127.0.0.1"));
    }
}
