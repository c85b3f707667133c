package org.eltor.payment.internal.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;

/** The payer's side of a {@link WalletServer}. */
final class RemoteWallet implements Wallet {
    static final MilliSatoshi FEE = MilliSatoshi.of(100);

    private final Socket socket;
    private final PrintWriter out;
    private final AtomicLong number = new AtomicLong();
    private final Map<String, CompletableFuture<String[]>> waiting = new ConcurrentHashMap<>();

    RemoteWallet(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
        Thread reading = new Thread(this::read, "remote-wallet");
        reading.setDaemon(true);
        reading.start();
    }

    @Override
    public String name() {
        return "remote";
    }

    @Override
    public WalletCapabilities capabilities() {
        return new WalletCapabilities(Set.of(PayeeKind.BOLT12_OFFER), false, true, FEE, 0, Set.of());
    }

    @Override
    public CompletionStage<MilliSatoshi> balance() {
        return CompletableFuture.completedStage(MilliSatoshi.of(1_000_000_000));
    }

    @Override
    public CompletionStage<PaymentResult> pay(PaymentRequest request) {
        return ask("pay", request).thenApply(RemoteWallet::result);
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(PaymentRequest request) {
        return ask("look", request)
                .thenApply(words -> words[1].equals("never") ? Optional.empty() : Optional.of(result(words)));
    }

    private CompletableFuture<String[]> ask(String what, PaymentRequest request) {
        String id = Long.toString(number.incrementAndGet());
        CompletableFuture<String[]> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        out.println(String.join(
                " ",
                id,
                what,
                request.key().toString(),
                request.note().text(),
                Long.toString(request.amount().msat()),
                Long.toString(request.maxFee().msat())));
        return answer;
    }

    private static PaymentResult result(String[] words) {
        return switch (words[1]) {
            case "settled" -> {
                PaymentPreimage preimage = new PaymentPreimage(words[2]);
                yield new PaymentResult.Settled(
                        preimage.hash(),
                        preimage,
                        MilliSatoshi.of(Long.parseLong(words[3])),
                        MilliSatoshi.of(Long.parseLong(words[4])));
            }
            case "failed" -> new PaymentResult.Failed("no route");
            default -> new PaymentResult.Pending();
        };
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                CompletableFuture<String[]> answer = waiting.remove(words[0]);
                if (answer != null) {
                    answer.complete(words);
                }
            }
        } catch (IOException e) {
            System.err.println("the wallet is gone: " + e.getMessage());
        }
    }
}
