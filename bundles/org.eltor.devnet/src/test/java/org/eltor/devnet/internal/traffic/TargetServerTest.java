package org.eltor.devnet.internal.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetServerTest {

    @Test
    void listensOnFourAddressesAtOnePort() throws IOException {
        try (TargetServer server = TargetServer.start()) {
            assertThat(server.addresses().stream().map(InetSocketAddress::getHostString))
                    .containsExactly("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4");
            assertThat(server.addresses().stream()
                            .map(InetSocketAddress::getPort)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void connectionServesRequestAfterRequest() throws IOException {
        try (TargetServer server = TargetServer.start();
                Socket socket = connect(server)) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int round = 0; round < 3; round++) {
                send(socket, "GET /bytes/5 HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(HttpText.line(in)).isEqualTo("HTTP/1.1 200 OK");
                assertThat(HttpText.fields(in)).containsEntry("content-length", "5");
                assertThat(in.readNBytes(5)).hasSize(5);
            }
            assertThat(server.requests()).isEqualTo(3);
            assertThat(server.bytes()).isEqualTo(15);
            assertThat(server.requestsByTarget()).isEqualTo(Map.of("127.0.0.1", 3L));
        }
    }

    @Test
    void onlyGetIsAllowed() throws IOException {
        try (TargetServer server = TargetServer.start();
                Socket socket = connect(server)) {
            send(socket, "POST /hello HTTP/1.1\r\nConnection: close\r\n\r\n");
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 405 ");
        }
    }

    @Test
    void addressesOutsideLoopbackAreRefused() {
        assertThatThrownBy(() -> TargetServer.start(List.of("0.0.0.0"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closeEndsConnectionsAndThreads() throws Exception {
        TargetServer server = TargetServer.start();
        try (Socket socket = connect(server)) {
            send(socket, "GET /hello HTTP/1.1\r\n\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            server.close();
            socket.getInputStream().readAllBytes(); // returns since the connection ends
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("eltor-devnet-target")) {
                thread.join(5000); // it has left the pool, but may be on its last instructions
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    private static Socket connect(TargetServer server) throws IOException {
        InetSocketAddress address = server.addresses().get(0);
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(HttpText.bytes(text));
    }
}
