package org.eltor.devnet.internal.traffic;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;

/**
 * One connection to the {@link TargetServer}: request after request, until the client closes or
 * asks to.
 */
final class TargetConnection {

    /** Is told what happens, on the connection's thread. */
    interface Counter {
        /** A request came in; its answer is not sent yet. */
        void requested(String target);

        /** So much content was written to the connection. */
        void sent(long contentBytes);
    }

    private static final String BYTES = "/bytes/";

    private final String target;
    private final InputStream in;
    private final OutputStream out;
    private final Counter counter;

    TargetConnection(Socket socket, Counter counter) throws IOException {
        target = socket.getLocalAddress().getHostAddress();
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        this.counter = counter;
    }

    void run() throws IOException {
        boolean more = true;
        while (more) {
            String request;
            try {
                request = HttpText.line(in);
            } catch (EOFException e) {
                return;
            }
            Map<String, String> fields = HttpText.fields(in);
            counter.requested(target);
            more = !"close".equalsIgnoreCase(fields.get("connection")) && request.endsWith(" HTTP/1.1");
            answer(request.split(" "), more);
            out.flush();
        }
    }

    private void answer(String[] request, boolean more) throws IOException {
        String path = request.length == 3 ? request[1] : "";
        if (request.length != 3) {
            sendText("400 Bad Request", "Not a request line\n", more);
        } else if (!request[0].equals("GET")) {
            sendText("405 Method Not Allowed", "GET only\n", more);
        } else if (path.equals("/hello")) {
            sendText("200 OK", "hello from " + target + "\n", more);
        } else if (path.startsWith(BYTES) && path.substring(BYTES.length()).matches("\\d{1,9}")) {
            sendBytes(Long.parseLong(path.substring(BYTES.length())), more);
        } else {
            sendText("404 Not Found", "There are /hello and /bytes/N\n", more);
        }
    }

    private void sendBytes(long count, boolean more) throws IOException {
        if (count > TargetContent.MAX_BYTES) {
            sendText("413 Content Too Large", "At most " + TargetContent.MAX_BYTES + " bytes\n", more);
            return;
        }
        sendHead("200 OK", "application/octet-stream", count, more);
        TargetContent.write(count, out);
        counter.sent(count);
    }

    private void sendText(String status, String text, boolean more) throws IOException {
        byte[] content = HttpText.bytes(text);
        sendHead(status, "text/plain", content.length, more);
        out.write(content);
        counter.sent(content.length);
    }

    private void sendHead(String status, String type, long length, boolean more) throws IOException {
        out.write(HttpText.bytes("HTTP/1.1 " + status + "\r\n"
                + "Content-Type: " + type + "\r\n"
                + "Content-Length: " + length + "\r\n"
                + (more ? "" : "Connection: close\r\n")
                + "\r\n"));
    }
}
