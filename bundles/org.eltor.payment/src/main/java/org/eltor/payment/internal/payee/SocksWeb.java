package org.eltor.payment.internal.payee;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GET over tor's SOCKS port and, but for onion services, TLS whose certificate is checked against the host's name. One
 * connection for each page, nothing is kept of it, and nothing is said of this program.
 */
public final class SocksWeb implements Web, AutoCloseable {
    private static final int REDIRECTIONS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(SocksWeb.class);

    private final Supplier<Optional<InetSocketAddress>> socks;
    private final SSLSocketFactory tls;
    private final Duration timeout;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param socks tor's SOCKS port; empty while there is none
     * @param tls decides which certificates are good
     * @param timeout of one page
     */
    public SocksWeb(Supplier<Optional<InetSocketAddress>> socks, SSLSocketFactory tls, Duration timeout) {
        this.socks = socks;
        this.tls = tls;
        this.timeout = timeout;
    }

    @Override
    public boolean isReady() {
        return socks.get().isPresent();
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        closed = true;
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("Breaking off a lookup failed", e);
            }
        }
    }

    @Override
    public byte[] get(WebAddress address, String accept, String isolation) throws PayeeException {
        WebAddress at = address;
        for (int i = 0; i <= REDIRECTIONS; i++) {
            HttpAnswer answer = ask(at, accept, isolation);
            if (answer.status() / 100 != 3 || answer.location().isEmpty()) {
                return answer.body();
            }
            at = redirected(at, answer.location().get());
        }
        throw new PayeeException("its server sends from one address to the next without end");
    }

    private static WebAddress redirected(WebAddress from, String to) throws PayeeException {
        String base = (from.secure() ? "https://" : "http://") + from.authority() + from.path();
        try {
            return WebAddress.parse(URI.create(base).resolve(to).toString());
        } catch (IllegalArgumentException e) {
            throw new PayeeException("its server sends to an address that is none");
        }
    }

    private HttpAnswer ask(WebAddress address, String accept, String isolation) throws PayeeException {
        InetSocketAddress proxy = socks.get().orElseThrow(() -> PayeeException.ours("tor's SOCKS port is not known"));
        long deadline = System.nanoTime() + timeout.toNanos();
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket tunnel = new Socket(java.net.Proxy.NO_PROXY);
                Socket stream = connected(tunnel, proxy, address, isolation, millis)) {
            String request = "GET " + address.path() + " HTTP/1.1\r\nHost: " + address.authority() + "\r\nAccept: "
                    + accept + "\r\nConnection: close\r\n\r\n";
            stream.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            stream.getOutputStream().flush();
            InputStream in = new java.io.BufferedInputStream(stream.getInputStream());
            return HttpAnswer.read(in, deadline);
        } catch (ConnectException e) {
            throw PayeeException.ours("tor's SOCKS port takes no connections");
        } catch (javax.net.ssl.SSLException e) {
            throw new PayeeException("its server has no certificate to be trusted, or breaks off", true);
        } catch (IOException e) {
            throw new PayeeException("its server cannot be asked over tor: " + reason(e), true);
        } finally {
            open.removeIf(Socket::isClosed);
        }
    }

    private Socket connected(Socket tunnel, InetSocketAddress proxy, WebAddress address, String isolation, int millis)
            throws IOException {
        open.add(tunnel);
        if (closed) {
            throw new IOException("lookups have ended");
        }
        SocksTunnel.connect(tunnel, proxy, address.host(), address.port(), isolation, millis);
        return address.secure() ? secured(tunnel, address) : tunnel;
    }

    private Socket secured(Socket tunnel, WebAddress address) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(tunnel, address.host(), address.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String reason(IOException e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return text.replaceAll("[^ -~]", " ").substring(0, Math.min(80, text.length()));
    }
}
