package org.eltor.devnet.lightning.internal.network;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentResult;

/** A payment that the wallet took on. Not thread-safe: guarded by its wallet. */
final class OutgoingPayment {
    final UUID key;
    final MilliSatoshi amount;
    /** Follows from the key, so that LDK knows a payment that is made again after a crash. */
    final String ldkId;

    final CompletableFuture<PaymentResult> answer = new CompletableFuture<>();
    PaymentResult state = new PaymentResult.Pending();
    /** Whether LDK was asked to make it: if it then does not know it, it will never be made. */
    boolean given;

    OutgoingPayment(UUID key, MilliSatoshi amount) {
        this.key = key;
        this.amount = amount;
        this.ldkId = ldkId(key);
    }

    boolean isOpen() {
        return state instanceof PaymentResult.Pending;
    }

    private static String ldkId(UUID key) {
        try {
            byte[] text = ("org.eltor.devnet.lightning/" + key).getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
