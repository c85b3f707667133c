package org.eltor.payment.internal.payee;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A stream through tor's SOCKS port (RFC 1928, 1929). Names go to tor as they are: the exit resolves them, never this
 * machine. The JDK's own SOCKS client takes the user name from a place that all streams of the process share.
 */
final class SocksTunnel {
    private static final int VERSION = 5;
    private static final int USERNAME_PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int DOMAIN_NAME = 3;
    private static final int IPV6 = 4;

    private SocksTunnel() {}

    /**
     * Connects a socket of the caller, which closes it whatever happens.
     *
     * @param isolation user name, at most 255 characters of ASCII
     */
    static void connect(Socket socket, InetSocketAddress socks, String host, int port, String isolation, int millis)
            throws IOException {
        socket.connect(socks, millis);
        socket.setSoTimeout(millis);
        OutputStream out = socket.getOutputStream();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        out.write(new byte[] {VERSION, 1, USERNAME_PASSWORD});
        demand(in.readUnsignedByte() == VERSION && in.readUnsignedByte() == USERNAME_PASSWORD);
        out.write(credentials(isolation));
        in.readUnsignedByte();
        demand(in.readUnsignedByte() == 0);
        out.write(request(host, port));
        demand(in.readUnsignedByte() == VERSION);
        int reply = in.readUnsignedByte();
        if (reply != 0) {
            throw new IOException("tor's answer is " + reply);
        }
        in.readUnsignedByte();
        int type = in.readUnsignedByte();
        in.readFully(new byte[2 + (type == DOMAIN_NAME ? in.readUnsignedByte() : type == IPV6 ? 16 : 4)]);
    }

    private static void demand(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("this is not tor's SOCKS port");
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

    private static byte[] request(String host, int port) {
        byte[] name = host.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[name.length + 7];
        bytes[0] = VERSION;
        bytes[1] = CONNECT;
        bytes[3] = DOMAIN_NAME;
        bytes[4] = (byte) name.length;
        System.arraycopy(name, 0, bytes, 5, name.length);
        bytes[name.length + 5] = (byte) (port >> 8);
        bytes[name.length + 6] = (byte) port;
        return bytes;
    }
}
