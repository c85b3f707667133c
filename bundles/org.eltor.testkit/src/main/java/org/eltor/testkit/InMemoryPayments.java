package org.eltor.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletCapabilities;

/** The books of an {@link InMemoryWallet}: what was taken on, how it ended, who has received what. Not thread-safe. */
final class InMemoryPayments {
    private final Map<UUID, Payment> payments = new HashMap<>();
    private final Set<UUID> disowned = new HashSet<>();
    private final Map<Payee, List<IncomingPayment>> received = new HashMap<>();
    MilliSatoshi balance = MilliSatoshi.of(1_000_000_000);
    boolean showsPreimages = true;

    /** One payment from call to end. */
    static final class Payment {
        final PaymentRequest request;
        final CompletableFuture<PaymentResult> answer = new CompletableFuture<>();
        PaymentResult state = new PaymentResult.Pending();

        Payment(PaymentRequest request) {
            this.request = request;
        }

        boolean isOpen() {
            return state instanceof PaymentResult.Pending;
        }
    }

    Optional<Payment> find(UUID key) {
        return Optional.ofNullable(payments.get(key));
    }

    /** Finds a payment for a lookup; a key that is not found will not be paid any more. */
    Optional<Payment> findForGood(UUID key) {
        Optional<Payment> found = find(key);
        if (found.isEmpty()) {
            disowned.add(key);
        }
        return found;
    }

    boolean isDisowned(UUID key) {
        return disowned.contains(key);
    }

    Payment take(PaymentRequest request) {
        Payment payment = new Payment(request);
        payments.put(request.key(), payment);
        return payment;
    }

    void fail(Payment payment, String reason) {
        payment.state = new PaymentResult.Failed(reason);
    }

    void settle(Payment payment, WalletCapabilities wallet, Instant now) {
        PaymentRequest request = payment.request;
        PaymentPreimage preimage = preimage(request.key());
        MilliSatoshi sent = wallet.sent(request.amount());
        MilliSatoshi fee = wallet.expectedFee(request.amount());
        Optional<PaymentPreimage> proof = showsPreimages ? Optional.of(preimage) : Optional.empty();
        payment.state = new PaymentResult.Settled(preimage.hash(), proof, sent, fee);
        balance = balance.minusOrZero(sent.plus(fee));
        received.computeIfAbsent(request.payee(), payee -> new ArrayList<>())
                .add(new IncomingPayment(request.note(), preimage.hash(), sent, now));
    }

    List<IncomingPayment> received(Payee payee) {
        return List.copyOf(received.getOrDefault(payee, List.of()));
    }

    private static PaymentPreimage preimage(UUID key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("preimage of " + key).getBytes(StandardCharsets.UTF_8));
            return new PaymentPreimage(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
