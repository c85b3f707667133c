package org.eltor.devnet.internal.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.payment.PaymentState;
import org.eltor.api.tor.Fingerprint;
import org.eltor.devnet.internal.DevnetException;
import org.eltor.devnet.internal.audit.AuditedRelay;
import org.eltor.devnet.internal.audit.PayerLedger;

/** Holds the payer's ledger against the relays' accounts, payment by payment. Blocks. */
final class Bookkeeper {

    private static final int SECONDS = 5;
    private static final long POLL_MILLIS = 50;
    private static final int MOST_PAYMENTS = 100_000;

    private final List<AuditedRelay> relays;
    private final LightningReceiver receiver;
    private final Path directory;
    private final Map<Fingerprint, Integer> before = new HashMap<>();

    /**
     * Begins with what the accounts hold now: those of an earlier network are used again.
     *
     * @param directory for secrets that are soon deleted
     */
    Bookkeeper(List<AuditedRelay> relays, LightningReceiver receiver, Path directory) {
        this.relays = List.copyOf(relays);
        this.receiver = receiver;
        this.directory = directory;
        for (AuditedRelay relay : relays) {
            before.put(relay.relay(), receiver.received(relay.payee()).size());
        }
    }

    /** A book of every relay that was paid, as soon as both sides agree, or after some seconds as they are. */
    List<RelayBook> books(PaymentService ledger) throws DevnetException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        List<RelayBook> books = look(ledger);
        while (!books.stream().allMatch(RelayBook::agrees) && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            books = look(ledger);
        }
        return books;
    }

    private List<RelayBook> look(PaymentService ledger) throws DevnetException, InterruptedException {
        return compare(answer(ledger.history(MOST_PAYMENTS)), answer(PayerLedger.read(ledger, directory)));
    }

    /**
     * Compares without waiting.
     *
     * @param sent the same payments in eltord's form, which has the secrets
     */
    List<RelayBook> compare(List<PaymentRecord> history, JsonNode sent) {
        List<RelayBook> books = new ArrayList<>();
        for (AuditedRelay relay : relays) {
            RelayBook book = book(relay, history, sent);
            if (book.ledgerMsat() + book.receivedMsat() > 0) {
                books.add(book);
            }
        }
        return books;
    }

    private RelayBook book(AuditedRelay relay, List<PaymentRecord> history, JsonNode sent) {
        List<IncomingPayment> all = receiver.received(relay.payee());
        List<IncomingPayment> incoming = all.subList(Math.min(before.get(relay.relay()), all.size()), all.size());
        List<Receipt> receipts = new ArrayList<>();
        for (JsonNode payment : sent) {
            if (payment.path("paid").asBoolean()
                    && payment.path("relay_fingerprint")
                            .asText()
                            .equals(relay.relay().hex())) {
                receipts.add(receipt(relay.relay(), payment, incoming));
            }
        }
        return new RelayBook(
                relay.relay(),
                relay.nickname(),
                history.stream()
                        .filter(payment ->
                                payment.relay().equals(relay.relay()) && payment.state() == PaymentState.SETTLED)
                        .mapToLong(payment -> payment.amount().msat())
                        .sum(),
                incoming.stream().mapToLong(payment -> payment.amount().msat()).sum(),
                receipts);
    }

    /** A payment of eltord's {@code payments_sent.json}. */
    private static Receipt receipt(Fingerprint relay, JsonNode payment, List<IncomingPayment> incoming) {
        PaymentHash hash = new PaymentHash(payment.path("payment_hash").asText());
        String note = payment.path("payment_id").asText();
        long received = incoming.stream()
                .filter(in -> in.hash().equals(hash) && in.note().text().equals(note))
                .mapToLong(in -> in.amount().msat())
                .sum();
        String preimage = payment.path("preimage").asText("");
        return new Receipt(
                relay,
                payment.path("updated_at").asLong(),
                hash,
                MilliSatoshi.of(received),
                MilliSatoshi.of(payment.path("fee").asLong()),
                preimage.length() == 64 && new PaymentPreimage(preimage).hash().equals(hash));
    }

    private static <T> T answer(CompletionStage<T> stage) throws DevnetException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new DevnetException("The ledger does not answer: " + e.getMessage(), e);
        }
    }
}
