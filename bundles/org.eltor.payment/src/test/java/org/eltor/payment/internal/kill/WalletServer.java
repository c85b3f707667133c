package org.eltor.payment.internal.kill;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eltor.api.lightning.PaymentPreimage;

/**
 * A wallet in a process of its own, as real ones are: what it took on goes on when the payer dies. It fails, hangs,
 * settles late and loses answers, and keeps the contract: one payment for a key at most, and what it called unknown it
 * never takes on.
 */
public final class WalletServer implements Closeable {
    /**
     * Money that arrived.
     *
     * @param note what it is for
     * @param amount what the payee has, msat
     * @param fee msat
     */
    public record Arrival(String note, long amount, long fee) {}

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "wallet");
        made.setDaemon(true);
        return made;
    });
    private final SplittableRandom random;
    private final Map<String, String> known = new HashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private boolean calm;
    private long calls;
    private Runnable atCall = () -> {};
    private long callToWaitFor = Long.MAX_VALUE;

    public WalletServer(long seed) throws IOException {
        random = new SplittableRandom(seed);
        Thread accepting = new Thread(this::accept, "wallet-accept");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** Where it listens on loopback. */
    public int port() {
        return server.getLocalPort();
    }

    /** Runs something once, at the next call but {@code skipped}, before it is answered. */
    synchronized void atCall(long skipped, Runnable task) {
        callToWaitFor = calls + 1 + skipped;
        atCall = task;
    }

    /** From now on every call is answered, at once. */
    public synchronized void calmDown() {
        calm = true;
    }

    /** What payees have, in order. */
    public synchronized List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    synchronized long calls() {
        return calls;
    }

    @Override
    public void close() throws IOException {
        server.close();
        thread.shutdownNow();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread serving = new Thread(() -> serve(socket), "wallet-connection");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                called(line.split(" "), out);
            }
        } catch (IOException e) {
            // the payer is dead
        }
    }

    private synchronized void called(String[] words, PrintWriter out) {
        if (++calls == callToWaitFor) {
            atCall.run();
        }
        Runnable answer = words[1].equals("pay") ? () -> pay(words, out) : () -> look(words, out);
        long millis = calm ? 0 : random.nextInt(10) == 0 ? random.nextLong(1_500) : random.nextLong(20);
        thread.schedule(answer, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void pay(String[] words, PrintWriter out) {
        String key = words[2];
        int chance = calm ? 9 : random.nextInt(16);
        if (known.containsKey(key)) {
            answer(words, known.get(key), out);
        } else if (chance == 0) {
            known.put(key, "failed");
            answer(words, "failed", out);
        } else if (chance == 1) {
            known.put(key, "pending");
            answer(words, "pending", out);
            thread.schedule(() -> conclude(words), random.nextLong(2_000), TimeUnit.MILLISECONDS);
        } else if (chance == 2) {
            conclude(words); // its answer is lost
        } else if (chance > 3) {
            conclude(words);
            answer(words, known.get(key), out);
        } // else the call is lost
    }

    private synchronized void conclude(String[] words) {
        if (!known.getOrDefault(words[2], "pending").equals("pending")) {
            return;
        }
        if (!calm && random.nextInt(8) == 0) {
            known.put(words[2], "failed");
            return;
        }
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        long amount = Long.parseLong(words[4]);
        long fee = random.nextLong(Long.parseLong(words[5]) + 1);
        arrivals.add(new Arrival(words[3], amount, fee));
        String preimage = new PaymentPreimage(HexFormat.of().formatHex(bytes)).hex();
        known.put(words[2], "settled " + preimage + " " + amount + " " + fee);
    }

    private synchronized void look(String[] words, PrintWriter out) {
        if (!calm && random.nextInt(8) == 0) {
            return; // lost
        }
        String state = known.get(words[2]);
        if (state == null) {
            known.put(words[2], "failed"); // it never will be taken on
            answer(words, "never", out);
        } else if (calm && state.equals("pending")) {
            conclude(words);
            answer(words, known.get(words[2]), out);
        } else {
            answer(words, state, out);
        }
    }

    private static void answer(String[] words, String state, PrintWriter out) {
        out.println(words[0] + " " + state);
    }
}
