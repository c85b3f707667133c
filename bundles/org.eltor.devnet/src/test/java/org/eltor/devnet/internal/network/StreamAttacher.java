package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds a circuit by hand and attaches every waiting stream to it, by polling; a test's stand-in
 * for a controller.
 */
final class StreamAttacher implements AutoCloseable {

    private static final Pattern WAITING = Pattern.compile("(?m)(\\d+) (?:NEW|CONTROLLER_WAIT|DETACHED) 0 ");
    private static final long POLL_MILLIS = 3;
    private static final long LIMIT_NANOS = 15_000_000_000L;

    private final ControlProbe probe;
    private final Thread thread = new Thread(this::run, "stream-attacher");
    private final String circuit;
    private volatile boolean closed;

    /** The command must answer {@code 250 EXTENDED id}. Returns when the circuit is built. */
    StreamAttacher(ControlProbe probe, String extendReply) throws IOException, InterruptedException {
        this.probe = probe;
        circuit = extendReply.strip().replace("250 EXTENDED ", "");
        awaitBuilt();
        probe.require("SETCONF __LeaveStreamsUnattached=1");
        thread.start();
    }

    private void awaitBuilt() throws IOException, InterruptedException {
        Pattern built = Pattern.compile("(?m)(?:^|=)" + circuit + " (\\w+)");
        for (long begin = System.nanoTime(); System.nanoTime() - begin < LIMIT_NANOS; Thread.sleep(POLL_MILLIS)) {
            Matcher matcher = built.matcher(probe.require("GETINFO circuit-status"));
            if (!matcher.find()) {
                throw new IOException("Circuit " + circuit + " is gone");
            }
            if (matcher.group(1).equals("BUILT")) {
                return;
            }
        }
        throw new IOException("Circuit " + circuit + " was not built");
    }

    private void run() {
        try {
            while (!closed) {
                Matcher matcher = WAITING.matcher(probe.require("GETINFO stream-status"));
                while (matcher.find()) {
                    probe.command("ATTACHSTREAM " + matcher.group(1) + " " + circuit);
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt(); // the test is over, or it fails by what does not arrive
        }
    }

    /** Stops; the connection is free for others then. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
