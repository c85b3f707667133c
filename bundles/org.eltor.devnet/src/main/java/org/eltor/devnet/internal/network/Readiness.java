package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Waits, within one time limit for everything, until tor processes have come as far as wanted. It
 * asks them over their control sockets every few milliseconds and fails at once when one of them
 * has ended.
 */
final class Readiness {

    private static final long POLL_MILLIS = 5;
    private static final Pattern SOCKS_LISTENER =
            Pattern.compile("net/listeners/socks=\"(127\\.\\d+\\.\\d+\\.\\d+):(\\d+)\"");
    private static final Pattern ROUTER_LINE = Pattern.compile("(?m)^router ");

    /** One look at a process. An exception means not yet. */
    private interface Look {
        boolean succeeds() throws IOException;
    }

    private final long begin = System.nanoTime();
    private final Duration limit;

    Readiness(Duration limit) {
        this.limit = limit;
    }

    /** A control connection, once the process has opened its socket and written its cookie. */
    ControlProbe connect(TorProcess process) throws IOException, InterruptedException {
        NodeFiles files = process.files();
        ControlProbe[] probe = new ControlProbe[1];
        await(process, "its control socket", () -> {
            if (!Files.exists(files.controlSocket()) || Files.size(files.cookie()) == 0) {
                return false;
            }
            probe[0] = ControlProbe.open(files.controlSocket(), files.cookie());
            return true;
        });
        return probe[0];
    }

    /**
     * Enough is known to build circuits. The bootstrap percentage says less: elTor daemons stay at
     * 95.
     */
    void awaitDirectory(TorProcess process, ControlProbe probe) throws IOException, InterruptedException {
        await(
                process,
                "directory information",
                () -> probe.command("GETINFO status/enough-dir-info").contains("enough-dir-info=1"));
    }

    /**
     * The client answers with every relay's descriptor, each with its contact and payment lines.
     */
    void awaitDescriptors(TorProcess process, ControlProbe probe, List<RelayNode> relays)
            throws IOException, InterruptedException {
        await(process, "all server descriptors", () -> {
            String reply = probe.command("GETINFO desc/all-recent");
            return ROUTER_LINE.matcher(reply).results().count() == relays.size()
                    && relays.stream()
                            .allMatch(
                                    relay -> reply.contains("\n" + relay.offer().descriptorLines()));
        });
    }

    /**
     * The relay has made its own descriptor: before that an exit refuses every stream with
     * EXITPOLICY.
     */
    void awaitRelay(TorProcess process) throws IOException, InterruptedException {
        try (ControlProbe probe = connect(process)) {
            await(
                    process,
                    "its exit policy",
                    () -> probe.command("GETINFO exit-policy/full").startsWith("250"));
        }
    }

    /** The port that a client has chosen for its SOCKS listener. */
    InetSocketAddress socksAddress(ControlProbe probe) throws IOException {
        Matcher matcher = SOCKS_LISTENER.matcher(probe.require("GETINFO net/listeners/socks"));
        if (!matcher.find()) {
            throw new IOException("The client has no SOCKS listener on loopback");
        }
        return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    private void await(TorProcess process, String what, Look look) throws IOException, InterruptedException {
        while (true) {
            process.checkAlive();
            IOException failure = null;
            try {
                if (look.succeeds()) {
                    return;
                }
            } catch (IOException e) {
                failure = e;
            }
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new IOException(
                        "No " + what + " after " + limit.toSeconds() + " s in "
                                + process.files().directory() + process.files().lastWords(),
                        failure);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
