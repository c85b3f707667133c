package org.eltor.devnet.internal.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.payment.PaymentService;

/**
 * The payer's ledger, secrets included, by its export in eltord's form. The file of the export is readable by its owner
 * alone and deleted as soon as it is read.
 */
public final class PayerLedger {

    private static final JsonMapper JSON = new JsonMapper();

    private PayerLedger() {}

    /**
     * Reads all payments.
     *
     * @param directory where the export is written
     * @return eltord's {@code payments_sent.json}, an empty array when it cannot be written
     */
    public static CompletionStage<JsonNode> read(PaymentService payments, Path directory) {
        try {
            Path file = Files.createTempFile(
                    directory,
                    "sent",
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return payments.exportSent(file).handle((count, failure) -> readAndDelete(file, failure == null));
        } catch (IOException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static JsonNode readAndDelete(Path file, boolean written) {
        try {
            return written ? JSON.readTree(file.toFile()) : JSON.createArrayNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
