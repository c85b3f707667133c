package org.eltor.devnet.lightning.internal.network;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentResult;

/**
 * The payer's own history, since LDK forgets a payment a minute after its end. What is said to a caller is on the disk
 * first. Not thread-safe.
 */
final class PaymentBook implements Closeable {
    private final LineFile file;
    private final Map<UUID, OutgoingPayment> payments = new HashMap<>();
    private final Map<String, OutgoingPayment> byLdkId = new HashMap<>();
    /** Keys that were called unknown: they must stay so. */
    private final Set<UUID> refused = new HashSet<>();

    /** @throws IOException when the file cannot be used; the message says the way out */
    PaymentBook(Path path) throws IOException {
        file = LineFile.open(path, this::read);
    }

    Optional<OutgoingPayment> find(UUID key) {
        return Optional.ofNullable(payments.get(key));
    }

    Optional<OutgoingPayment> find(String ldkId) {
        return Optional.ofNullable(byLdkId.get(ldkId));
    }

    List<OutgoingPayment> open() {
        return payments.values().stream().filter(OutgoingPayment::isOpen).toList();
    }

    boolean isRefused(UUID key) {
        return refused.contains(key);
    }

    OutgoingPayment take(UUID key, MilliSatoshi amount) throws IOException {
        file.append("taken", key.toString(), Long.toString(amount.msat()));
        return taken(key, amount);
    }

    void settle(OutgoingPayment payment, PaymentHash hash, PaymentPreimage preimage, MilliSatoshi fee)
            throws IOException {
        file.append("settled", payment.key.toString(), hash.hex(), preimage.hex(), Long.toString(fee.msat()));
        payment.state = new PaymentResult.Settled(hash, preimage, payment.amount, fee);
    }

    void fail(OutgoingPayment payment, PaymentResult.Failed result) throws IOException {
        file.append("failed", payment.key.toString(), LineFile.encoded(result.reason()));
        payment.state = result;
    }

    /** Nothing was attempted: the key may come again. */
    void forget(OutgoingPayment payment) throws IOException {
        file.append("forgotten", payment.key.toString());
        forgotten(payment.key);
    }

    void refuse(UUID key) throws IOException {
        if (!refused.contains(key)) {
            file.append("refused", key.toString());
            refused.add(key);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void read(List<String> words) {
        UUID key = UUID.fromString(words.get(1));
        switch (words.get(0)) {
            case "taken" -> taken(key, MilliSatoshi.of(Long.parseLong(words.get(2)))).given = true;
            case "settled" ->
                known(key).state = new PaymentResult.Settled(
                        new PaymentHash(words.get(2)),
                        new PaymentPreimage(words.get(3)),
                        known(key).amount,
                        MilliSatoshi.of(Long.parseLong(words.get(4))));
            case "failed" -> known(key).state = new PaymentResult.Failed(LineFile.decoded(words.get(2)));
            case "forgotten" -> forgotten(key);
            case "refused" -> refused.add(key);
            default -> throw new IllegalArgumentException("no such line");
        }
    }

    private OutgoingPayment taken(UUID key, MilliSatoshi amount) {
        OutgoingPayment payment = new OutgoingPayment(key, amount);
        payments.put(key, payment);
        byLdkId.put(payment.ldkId, payment);
        return payment;
    }

    private void forgotten(UUID key) {
        OutgoingPayment payment = payments.remove(key);
        if (payment != null) {
            byLdkId.remove(payment.ldkId);
        }
    }

    private OutgoingPayment known(UUID key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("an end without a beginning"));
    }
}
