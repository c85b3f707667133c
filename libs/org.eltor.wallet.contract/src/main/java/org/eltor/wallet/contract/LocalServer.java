package org.eltor.wallet.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A real HTTP or HTTPS server on the loopback address, whose answers may also be hangs, drops and floods. */
public final class LocalServer implements AutoCloseable {
    /** Answers a request. */
    @FunctionalInterface
    public interface Handler {
        Reply answer(Call call) throws IOException;
    }

    /** What was asked. */
    public record Call(String method, String path, Map<String, String> query, HttpExchange exchange, String body) {
        public String header(String name) {
            return String.valueOf(exchange.getRequestHeaders().getFirst(name));
        }

        /** The fields of a form. */
        public Map<String, String> form() {
            return fields(body);
        }
    }

    /** What is answered. */
    public record Reply(int status, String type, String body, Manner manner) {
        /** How the body goes out. */
        public enum Manner {
            WHOLE,
            OPEN,
            SILENT,
            DROPPED,
            ENDLESS
        }

        public static Reply json(int status, String body) {
            return new Reply(status, "application/json", body, Manner.WHOLE);
        }

        public static Reply text(int status, String body) {
            return new Reply(status, "text/plain", body, Manner.WHOLE);
        }

        /** Sends the body, and leaves the answer open until the server is closed. */
        public static Reply open(String body) {
            return new Reply(200, "application/json", body, Manner.OPEN);
        }

        public static Reply silence() {
            return new Reply(0, "", "", Manner.SILENT);
        }

        public static Reply drop() {
            return new Reply(0, "", "", Manner.DROPPED);
        }

        /** Sends {@code body} again and again. */
        public static Reply flood(int status, String body) {
            return new Reply(status, "application/json", body, Manner.ENDLESS);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** @param certificate empty for plain HTTP */
    public LocalServer(Optional<TestCertificate> certificate, Handler handler) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            if (certificate.isPresent()) {
                HttpsServer secure = HttpsServer.create(address, 0);
                secure.setHttpsConfigurator(
                        new HttpsConfigurator(certificate.get().serverContext()));
                server = secure;
            } else {
                server = HttpServer.create(address, 0);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, handler));
        server.start();
    }

    /** Where it listens. */
    public URI uri() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Method and path of every request, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public long count(String call) {
        return calls.stream().filter(call::equals).count();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange, Handler handler) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        calls.add(exchange.getRequestMethod() + " " + path);
        String query = exchange.getRequestURI().getRawQuery();
        Reply reply;
        try {
            reply = handler.answer(new Call(
                    exchange.getRequestMethod(), path, query == null ? Map.of() : fields(query), exchange, body));
        } catch (RuntimeException e) {
            System.out.println("Bug in a double: " + e);
            reply = Reply.text(599, "bug in the double");
        }
        try (exchange) {
            send(exchange, reply);
        } catch (IOException e) {
            calls.add("(the client went away)");
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        switch (reply.manner()) {
            case SILENT -> untilClosed();
            case DROPPED -> exchange.close();
            case WHOLE -> {
                exchange.getResponseHeaders().add("Content-Type", reply.type());
                exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
            case OPEN -> {
                exchange.sendResponseHeaders(reply.status(), 0);
                exchange.getResponseBody().write(bytes);
                exchange.getResponseBody().flush();
                untilClosed();
            }
            case ENDLESS -> {
                exchange.sendResponseHeaders(reply.status(), 0);
                OutputStream out = exchange.getResponseBody();
                for (int sent = 0; sent < 64 * 1024 * 1024; sent += bytes.length) {
                    out.write(bytes);
                }
            }
        }
    }

    private void untilClosed() {
        try {
            closed.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> result = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                result.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return result;
    }
}
