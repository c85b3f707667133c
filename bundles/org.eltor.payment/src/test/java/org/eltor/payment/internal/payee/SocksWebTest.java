package org.eltor.payment.internal.payee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages through a SOCKS port on loopback that is told names, and resolves none. */
@Timeout(120)
class SocksWebTest {
    private static final WebAddress PAGE = new WebAddress(false, "abc.onion", 81, "/a?b=c");

    private ServerSocket server;
    private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, and more";
    private volatile int reply;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "socks-double");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private SocksWeb web(Duration timeout) {
        InetSocketAddress address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        return new SocksWeb(() -> Optional.of(address), (SSLSocketFactory) SSLSocketFactory.getDefault(), timeout);
    }

    private String get(WebAddress address) throws PayeeException {
        return new String(
                web(Duration.ofSeconds(5)).get(address, "text/plain", "eltor-lookup-1"), StandardCharsets.UTF_8);
    }

    @Test
    void theNameGoesToTorUnderAUserNameOfItsOwn() throws PayeeException {
        assertThat(get(PAGE)).isEqualTo("hello");
        assertThat(seen.get(0)).isEqualTo("eltor-lookup-1 abc.onion:81");
        assertThat(seen.get(1))
                .isEqualTo(
                        "GET /a?b=c HTTP/1.1\r\nHost: abc.onion:81\r\nAccept: text/plain\r\nConnection: close\r\n\r\n");
    }

    @Test
    void piecesAndPagesWithoutALengthArePutTogether() throws PayeeException {
        answer = "HTTP/1.1 404 Not\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        assertThat(get(PAGE)).isEqualTo("abcde");
        answer = "HTTP/1.1 200 OK\r\n\r\nto the end";
        assertThat(get(PAGE)).isEqualTo("to the end");
    }

    @Test
    void redirectionsAreFollowedByTheSameRules() throws PayeeException {
        answer = "HTTP/1.1 302 Found\r\nLocation: http://other.example/\r\nContent-Length: 0\r\n\r\n";
        assertThatThrownBy(() -> get(PAGE)).hasMessageContaining("not https");
        answer = "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n";
        assertThatThrownBy(() -> get(PAGE)).hasMessageContaining("without end");
    }

    @Test
    void whatIsTooLongTooLateOrNoHttpIsRefusedAsRetriable() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n";
        retriable("longer than");
        answer = "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(300_000);
        retriable("longer than");
        answer = "SSH-2.0-OpenSSH\r\n";
        retriable("not HTTP");
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort";
        retriable("too early");
        reply = 4;
        retriable("tor's answer is 4");
        answer = "";
        reply = 0;
        assertThatThrownBy(() -> web(Duration.ofMillis(300)).get(new WebAddress(false, "hang.onion", 80, "/"), "", "a"))
                .isInstanceOf(PayeeException.class);
    }

    private void retriable(String message) {
        assertThatThrownBy(() -> get(PAGE))
                .isInstanceOfSatisfying(
                        PayeeException.class, e -> assertThat(e.retriable()).isTrue())
                .hasMessageContaining(message);
    }

    @Test
    void aTorThatIsAwayIsNoServersFault() throws IOException {
        reply = 4;
        ours(web(Duration.ofSeconds(5)), false);
        InetSocketAddress nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(closed.getInetAddress(), closed.getLocalPort());
        }
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        ours(new SocksWeb(() -> Optional.of(nobody), tls, Duration.ofSeconds(5)), true);
        ours(new SocksWeb(Optional::empty, tls, Duration.ofSeconds(5)), true);
    }

    private static void ours(SocksWeb web, boolean isOurs) {
        assertThatThrownBy(() -> web.get(PAGE, "text/plain", "eltor-lookup-1"))
                .isInstanceOfSatisfying(
                        PayeeException.class, e -> assertThat(e.isOurs()).isEqualTo(isOurs));
    }

    @Test
    void aServerWithoutTlsIsNotTrusted() {
        assertThatThrownBy(() -> get(new WebAddress(true, "pay.example", 443, "/")))
                .hasMessageContaining("certificate");
        assertThat(seen).containsExactly("eltor-lookup-1 pay.example:443");
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                serve(socket);
            } catch (IOException e) {
                // the client has seen it
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readFully(new byte[3]);
        socket.getOutputStream().write(new byte[] {5, 2});
        in.readByte();
        String user = text(in, in.readUnsignedByte());
        text(in, in.readUnsignedByte());
        socket.getOutputStream().write(new byte[] {1, 0});
        in.readFully(new byte[4]);
        String host = text(in, in.readUnsignedByte());
        seen.add(user + " " + host + ":" + in.readUnsignedShort());
        socket.getOutputStream().write(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
        if (host.startsWith("pay.")) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        if (reply == 0) {
            seen.add(request(in));
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            if (host.startsWith("hang")) {
                in.read();
            }
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (!all.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            all.write(next);
        }
        return all.toString(StandardCharsets.US_ASCII);
    }

    private static String text(DataInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
