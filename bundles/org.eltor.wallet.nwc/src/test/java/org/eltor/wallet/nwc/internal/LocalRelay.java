package org.eltor.wallet.nwc.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eltor.wallet.contract.TestCertificate;
import org.eltor.wallet.nwc.internal.nostr.NostrEvent;
import org.eltor.wallet.support.Json;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;

/** A Nostr relay on the loopback address, as NIP-01 and NIP-42 have it: real websockets, stored info events. */
final class LocalRelay implements AutoCloseable {
    /** What goes on behind the relay. */
    interface Service {
        void asked(WebSocket client, NostrEvent event);
    }

    private final Server server;
    private final boolean secure;
    private final CountDownLatch started = new CountDownLatch(1);
    private final List<NostrEvent> stored = new CopyOnWriteArrayList<>();
    private final Map<WebSocket, List<String>> subscriptions = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean refusesEvents;
    private volatile boolean demandsAuthentication;
    private final List<Integer> authentications = new CopyOnWriteArrayList<>();

    LocalRelay(Optional<TestCertificate> certificate, Service service) {
        secure = certificate.isPresent();
        server = new Server(service);
        certificate.ifPresent(
                own -> server.setWebSocketFactory(new DefaultSSLWebSocketServerFactory(own.serverContext())));
        server.setReuseAddr(true);
        server.setConnectionLostTimeout(0);
        server.start();
        try {
            if (!started.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the relay did not start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri() {
        return URI.create((secure ? "wss" : "ws") + "://127.0.0.1:" + server.getPort());
    }

    void store(NostrEvent event) {
        stored.add(event);
    }

    void refuseEvents() {
        refusesEvents = true;
    }

    void demandAuthentication() {
        demandsAuthentication = true;
    }

    /** Kinds of the events that clients authenticated with. */
    List<Integer> authentications() {
        return List.copyOf(authentications);
    }

    /** How many connections there were so far. */
    int connections() {
        return connections.get();
    }

    /** Breaks every connection off, as a relay does that is restarted. */
    void dropAll() {
        subscriptions.keySet().forEach(client -> client.closeConnection(1006, "gone"));
    }

    /** Sends an event to a client that asked for such ones. */
    static void deliver(WebSocket client, NostrEvent event) {
        client.send("[\"EVENT\",\"responses\"," + event.json() + "]");
    }

    @Override
    public void close() {
        try {
            server.stop(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Server extends WebSocketServer {
        private final Service service;

        Server(Service service) {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            this.service = service;
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(WebSocket client, ClientHandshake handshake) {
            subscriptions.put(client, new CopyOnWriteArrayList<>());
            connections.incrementAndGet();
            if (demandsAuthentication) {
                client.send("[\"AUTH\",\"a challenge\"]");
            }
        }

        @Override
        public void onClose(WebSocket client, int code, String reason, boolean remote) {
            subscriptions.remove(client);
        }

        @Override
        public void onMessage(WebSocket client, String message) {
            try {
                answer(client, message);
            } catch (WebsocketNotConnectedException e) {
                subscriptions.remove(client); // it asked, and went
            }
        }

        private void answer(WebSocket client, String message) {
            JsonNode array = Json.parse(message);
            switch (array.get(0).textValue()) {
                case "REQ" -> {
                    String name = array.get(1).textValue();
                    subscriptions.get(client).add(name);
                    stored.stream()
                            .filter(event -> array.get(2).get("kinds").get(0).intValue() == event.kind())
                            .forEach(event -> client.send("[\"EVENT\",\"" + name + "\"," + event.json() + "]"));
                    client.send("[\"EOSE\",\"" + name + "\"]");
                }
                case "EVENT" -> {
                    NostrEvent event = NostrEvent.verified(array.get(1)).orElseThrow();
                    client.send("[\"OK\",\"" + event.id() + "\"," + !refusesEvents + ",\"\"]");
                    if (!refusesEvents) {
                        service.asked(client, event);
                    }
                }
                case "AUTH" -> NostrEvent.verified(array.get(1)).ifPresent(event -> authentications.add(event.kind()));
                default -> client.send("[\"NOTICE\",\"what?\"]");
            }
        }

        @Override
        public void onError(WebSocket client, Exception failure) {
            // refused certificates and broken connections are part of the tests
        }
    }
}
