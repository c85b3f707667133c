package org.eltor.devnet.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentState;
import org.eltor.api.tor.ControlTarget;
import org.eltor.devnet.internal.audit.AuditedRelay;
import org.eltor.devnet.internal.audit.InMemoryReceiver;
import org.junit.jupiter.api.Test;

class BookkeeperTest {

    private static final String PREIMAGE = "5a".repeat(32);
    private static final PaymentHash HASH = new PaymentPreimage(PREIMAGE).hash();
    private static final String NOTE = "cd".repeat(32);

    private final InMemoryReceiver accounts = new InMemoryReceiver();
    private final Payee payee = accounts.openAccount("relay0");
    private final List<PaymentRecord> history = new ArrayList<>();
    private final ArrayNode sent = new JsonMapper().createArrayNode();

    private Bookkeeper bookkeeper() {
        AuditedRelay relay = new AuditedRelay(
                Samples.relay(0),
                "relay0",
                payee,
                MilliSatoshi.of(InMemoryReceiver.AMOUNT),
                new ControlTarget("unix:/nowhere", Optional.empty(), Optional.empty()));
        return new Bookkeeper(List.of(relay), accounts, Path.of("/nowhere"));
    }

    private void ledgerSays(PaymentState state, String preimage) {
        history.add(new PaymentRecord(
                Optional.empty(),
                Samples.relay(0),
                1,
                state,
                MilliSatoshi.of(InMemoryReceiver.AMOUNT),
                MilliSatoshi.of(11),
                Optional.empty(),
                Instant.EPOCH));
        sent.addObject()
                .put("payment_id", NOTE)
                .put("relay_fingerprint", Samples.relay(0).hex())
                .put("updated_at", 7)
                .put("paid", state == PaymentState.SETTLED)
                .put("payment_hash", state == PaymentState.SETTLED ? HASH.hex() : null)
                .put("preimage", preimage)
                .put("fee", 11);
    }

    private RelayBook book(Bookkeeper bookkeeper) {
        List<RelayBook> books = bookkeeper.compare(history, sent);
        assertThat(books).hasSize(1);
        return books.get(0);
    }

    @Test
    void aPaymentThatArrivedAgrees() {
        Bookkeeper bookkeeper = bookkeeper();
        ledgerSays(PaymentState.SETTLED, PREIMAGE);
        accounts.pay(payee, NOTE, HASH.hex());
        RelayBook book = book(bookkeeper);
        assertThat(book.agrees()).isTrue();
        assertThat(book.ledgerMsat()).isEqualTo(InMemoryReceiver.AMOUNT);
        assertThat(book.feesMsat()).isEqualTo(11);
        assertThat(book.receipts().get(0).hash()).isEqualTo(HASH);
    }

    @Test
    void moneyThatNobodySentDoesNot() {
        Bookkeeper bookkeeper = bookkeeper();
        ledgerSays(PaymentState.SETTLED, PREIMAGE);
        accounts.pay(payee, NOTE, HASH.hex());
        accounts.pay(payee, NOTE, "11".repeat(32));
        assertThat(book(bookkeeper).agrees()).isFalse();
        assertThat(book(bookkeeper).receivedMsat()).isEqualTo(2 * InMemoryReceiver.AMOUNT);
    }

    @Test
    void aWrongPreimageOrAWrongNoteProvesNothing() {
        Bookkeeper bookkeeper = bookkeeper();
        ledgerSays(PaymentState.SETTLED, "5b".repeat(32));
        accounts.pay(payee, NOTE, HASH.hex());
        assertThat(book(bookkeeper).proven()).isZero();

        sent.removeAll();
        history.clear();
        ledgerSays(PaymentState.SETTLED, PREIMAGE);
        assertThat(book(bookkeeper).proven()).isEqualTo(1);

        Bookkeeper later = bookkeeper();
        accounts.pay(payee, "another note", HASH.hex());
        assertThat(book(later).proven()).isZero();
    }

    @Test
    void whatIsNotSettledIsNoReceipt() {
        Bookkeeper bookkeeper = bookkeeper();
        ledgerSays(PaymentState.FAILED, null);
        assertThat(bookkeeper.compare(history, sent)).isEmpty();
    }

    @Test
    void whatAnEarlierNetworkReceivedIsLeftOut() {
        accounts.pay(payee, NOTE, HASH.hex());
        assertThat(bookkeeper().compare(history, sent)).isEmpty();
    }
}
