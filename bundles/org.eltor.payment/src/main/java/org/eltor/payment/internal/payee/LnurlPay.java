package org.eltor.payment.internal.payee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;

/**
 * What a payee's server offers (LUD-06, step 3). Pure.
 *
 * @param callback where invoices are asked for
 * @param least the least that can be paid, msat
 * @param most the most that can be paid, msat
 * @param metadataHash SHA-256 of the metadata as it came, in hex: what an invoice's description hash must be
 */
public record LnurlPay(WebAddress callback, long least, long most, String metadataHash) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a server's first answer; a refusal completes "the payee: …". */
    static LnurlPay parse(byte[] answer) throws PayeeException {
        JsonNode json = read(answer);
        if (!json.path("tag").asText().equals("payRequest")
                || !json.path("metadata").isTextual()
                || !json.path("minSendable").canConvertToLong()
                || !json.path("maxSendable").canConvertToLong()) {
            throw new PayeeException("its server's answer is not a request to pay");
        }
        long least = json.path("minSendable").longValue();
        long most = json.path("maxSendable").longValue();
        if (least < 1 || least > most) {
            throw new PayeeException("its server allows no amount at all");
        }
        return new LnurlPay(
                WebAddress.parse(json.path("callback").asText()),
                least,
                most,
                sha256(json.path("metadata").textValue()));
    }

    /** Where an invoice of this amount is asked for. */
    WebAddress invoiceOf(MilliSatoshi amount) throws PayeeException {
        if (amount.msat() < least || amount.msat() > most) {
            throw new PayeeException("it takes " + least + " to " + most + " msat, the relay's rate is " + amount);
        }
        return callback.with("amount", Long.toString(amount.msat()));
    }

    /** Reads a server's second answer: the text of an invoice. */
    static String invoice(byte[] answer) throws PayeeException {
        JsonNode json = read(answer);
        if (!json.path("pr").isTextual()) {
            throw new PayeeException("its server gives no invoice");
        }
        String text = json.path("pr").textValue();
        if (!text.matches("[0-9A-Za-z]{1,4096}")) {
            throw new PayeeException("its server's invoice is none");
        }
        return text;
    }

    /** Checks that an invoice is the one that was asked for, and lives until {@code until}. */
    void check(Bolt11Invoice invoice, MilliSatoshi amount, Optional<Network> network, Instant until)
            throws PayeeException {
        if (!invoice.amount().equals(Optional.of(amount))) {
            throw new PayeeException("its invoice asks for "
                    + invoice.amount().map(MilliSatoshi::toString).orElse("no amount") + ", the relay's rate is "
                    + amount);
        }
        if (network.isPresent() && network.get() != invoice.network()) {
            throw new PayeeException("its invoice is for " + invoice.network() + ", not for " + network.get());
        }
        if (!invoice.descriptionHash().equals(Optional.of(metadataHash))) {
            throw new PayeeException("its invoice does not go with what its server described (description hash)");
        }
        if (invoice.expiresAt().isBefore(until)) {
            throw new PayeeException("its invoice expires before the circuit's last interval");
        }
    }

    private static JsonNode read(byte[] answer) throws PayeeException {
        JsonNode json;
        try {
            json = JSON.readTree(answer);
        } catch (IOException e) {
            throw new PayeeException("its server's answer is not JSON", true);
        }
        if (json == null || !json.isObject()) {
            throw new PayeeException("its server's answer is not JSON", true);
        }
        if (json.path("status").asText().equalsIgnoreCase("ERROR")) {
            throw new PayeeException("its server answers with an error", true);
        }
        return json;
    }

    private static String sha256(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
