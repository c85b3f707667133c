package org.eltor.devnet.internal.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentHash;

/** Accounts that a test pays into. */
public final class InMemoryReceiver implements LightningReceiver {

    /** What a payment brings unless said otherwise, in millisatoshi. */
    public static final long AMOUNT = 1000;

    private final Map<Payee, List<IncomingPayment>> received = new HashMap<>();
    private Runnable beforeAnswer = () -> {};

    @Override
    public Payee openAccount(String label) {
        Payee payee = new Payee(PayeeKind.BOLT12_OFFER, "lno1" + label);
        received.computeIfAbsent(payee, key -> new ArrayList<>());
        return payee;
    }

    @Override
    public List<IncomingPayment> received(Payee payee) {
        beforeAnswer.run();
        return List.copyOf(received.getOrDefault(payee, List.of()));
    }

    void pay(Payee payee, String note) {
        pay(payee, note, "0".repeat(64));
    }

    public void pay(Payee payee, String note, String hash) {
        add(payee, note, hash, MilliSatoshi.of(AMOUNT));
    }

    void pay(Payee payee, String note, MilliSatoshi amount) {
        add(payee, note, "0".repeat(64), amount);
    }

    private void add(Payee payee, String note, String hash, MilliSatoshi amount) {
        received.get(payee).add(new IncomingPayment(new PayerNote(note), new PaymentHash(hash), amount, Instant.EPOCH));
    }

    /** Called whenever somebody looks; may throw. */
    void beforeAnswer(Runnable what) {
        beforeAnswer = what;
    }
}
