package org.eltor.circuit.internal;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eltor.circuit.internal.session.CircuitSettings.Target;
import org.eltor.circuit.internal.session.Prober;

/**
 * Probes with a SOCKS5 CONNECT (RFC 1928, 1929): that the exit connected is all there is to know, so nothing is sent
 * over the stream. Blocks a thread of the executor for at most the timeout.
 */
final class SocksProber implements Prober {
    private static final int VERSION = 5;
    private static final int USERNAME_PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int DOMAIN_NAME = 3;

    private final Executor executor;
    private final Duration timeout;

    SocksProber(Executor executor, Duration timeout) {
        this.executor = executor;
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<Boolean> probe(Target socks, Target target, String username) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        try {
            executor.execute(() -> result.complete(connects(socks, target, username)));
        } catch (RejectedExecutionException e) {
            result.complete(false);
        }
        return result;
    }

    private boolean connects(Target socks, Target target, String username) {
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(socks.host(), socks.port()), millis);
            socket.setSoTimeout(millis);
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            out.write(new byte[] {VERSION, 1, USERNAME_PASSWORD});
            if (in.readUnsignedByte() != VERSION || in.readUnsignedByte() != USERNAME_PASSWORD) {
                return false;
            }
            out.write(credentials(username));
            in.readUnsignedByte();
            if (in.readUnsignedByte() != 0) {
                return false;
            }
            out.write(request(target));
            return in.readUnsignedByte() == VERSION && in.readUnsignedByte() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] credentials(String username) {
        byte[] name = username.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[name.length + 4];
        bytes[0] = 1;
        bytes[1] = (byte) name.length;
        System.arraycopy(name, 0, bytes, 2, name.length);
        bytes[name.length + 2] = 1;
        bytes[name.length + 3] = '0';
        return bytes;
    }

    /** The host goes as a name, addresses too: the exit resolves it, never this machine. */
    private static byte[] request(Target target) {
        byte[] host = target.host().getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[host.length + 7];
        bytes[0] = VERSION;
        bytes[1] = CONNECT;
        bytes[3] = DOMAIN_NAME;
        bytes[4] = (byte) host.length;
        System.arraycopy(host, 0, bytes, 5, host.length);
        bytes[host.length + 5] = (byte) (target.port() >> 8);
        bytes[host.length + 6] = (byte) target.port();
        return bytes;
    }
}
