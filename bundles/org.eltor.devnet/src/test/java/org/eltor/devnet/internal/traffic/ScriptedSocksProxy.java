package org.eltor.devnet.internal.traffic;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;

/**
 * A SOCKS5 proxy that connects to one place whatever it is asked for, answers as told, and
 * remembers what it heard.
 */
final class ScriptedSocksProxy implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of();

    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    private final InetSocketAddress destination;
    private volatile byte[] reply = HEX.parseHex("05000001000000000000");
    private volatile boolean stalled;
    private volatile String lastGreeting;
    private volatile String lastRequest;

    ScriptedSocksProxy(InetSocketAddress destination) throws IOException {
        this.destination = destination;
        daemon(() -> {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                daemon(() -> serve(client));
            }
        });
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** The answer to the next requests, in hex. */
    void reply(String hex) {
        reply = HEX.parseHex(hex);
    }

    /** From now on accepts connections and says nothing. */
    void stall() {
        stalled = true;
    }

    /** Greeting and credentials, in hex. */
    String lastGreeting() {
        return lastGreeting;
    }

    String lastRequest() {
        return lastRequest;
    }

    private void serve(Socket client) throws IOException {
        try (client;
                Socket server = new Socket(destination.getAddress(), destination.getPort())) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            byte[] greeting = in.readNBytes(3);
            if (stalled) {
                in.read(); // until the client gives up
                return;
            }
            out.write(new byte[] {5, greeting[2]});
            lastGreeting = HEX.formatHex(greeting) + (greeting[2] == 2 ? credentials(in, out) : "");
            lastRequest = request(in);
            out.write(reply);
            if (reply.length < 5 || reply[1] != 0) {
                return;
            }
            daemon(() -> in.transferTo(server.getOutputStream()));
            server.getInputStream().transferTo(out);
        }
    }

    private static String credentials(DataInputStream in, OutputStream out) throws IOException {
        byte[] head = in.readNBytes(2);
        byte[] name = in.readNBytes(head[1]);
        int length = in.read();
        byte[] secret = in.readNBytes(length);
        out.write(new byte[] {1, 0});
        return HEX.formatHex(head) + HEX.formatHex(name) + HEX.toHexDigits((byte) length) + HEX.formatHex(secret);
    }

    private static String request(DataInputStream in) throws IOException {
        byte[] head = in.readNBytes(4);
        String name = "";
        int length = head[3] == 1 ? 4 : 16;
        if (head[3] == 3) {
            length = in.read();
            name = HEX.toHexDigits((byte) length);
        }
        return HEX.formatHex(head) + name + HEX.formatHex(in.readNBytes(length + 2));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Work that ends with its sockets. */
    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        Thread.yield(); // a socket was closed, which is how a task ends
                    }
                },
                "scripted-socks");
        thread.setDaemon(true);
        thread.start();
    }
}
