package org.eltor.wallet.contract;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.wallet.support.codec.Bolt12Invoice;
import org.eltor.wallet.support.codec.Chain;
import org.eltor.wallet.support.codec.CodecException;

/**
 * The Lightning node of a double. Without a network it knows the preimages of the invoices that it pays; with one its
 * payments are made there. Thread-safe.
 */
public final class FakeNode {
    private static final PaymentPreimage UNKNOWN = new PaymentPreimage("0".repeat(64));

    private final Random random;
    private final Clock clock;
    private final Map<String, PaymentPreimage> preimages = new HashMap<>();
    private final List<FakePayment> payments = new ArrayList<>();
    private final Optional<PayingNetwork> network;
    private volatile boolean impatient;
    /** What is paid on the network, by hash. */
    private final Map<String, String> invoices = new HashMap<>();

    public FakeNode(long seed, Clock clock) {
        this(seed, clock, Optional.empty());
    }

    public FakeNode(long seed, Clock clock, Optional<PayingNetwork> network) {
        this.random = new Random(seed);
        this.clock = clock;
        this.network = network;
    }

    /** What it is on. */
    public Chain chain() {
        return network.map(PayingNetwork::chain).orElse(Chain.MAINNET);
    }

    /** How long a double's client waits for the outcome of a payment: longer than this machine may stand still. */
    public Duration patience() {
        return impatient && network.isEmpty() ? Duration.ofMillis(1_500) : Duration.ofSeconds(40);
    }

    /** For tests in which the answer does not come. */
    public void makeImpatient() {
        impatient = true;
    }

    /** A BOLT11 invoice on mainnet, good for an hour. */
    public String invoice(long msat) {
        return invoice("bc", msat, Duration.ofHours(1));
    }

    /** @param msat 0 leaves the amount to the payer */
    public synchronized String invoice(String network, long msat, Duration expiry) {
        return TestInvoices.bolt11(network, msat, freshPreimage().hash().hex(), clock.instant(), expiry);
    }

    /** A BOLT12 invoice for an offer, with a payer's note. */
    public String bolt12Invoice(String offer, String note, long msat) throws PayingNetwork.FailedException {
        if (network.isPresent()) {
            return network.get().fetchInvoice(offer, msat, note);
        }
        synchronized (this) {
            return TestInvoices.bolt12(freshPreimage().hash().hex(), msat, note, clock.instant());
        }
    }

    /** The one payment of an invoice; empty when there was one before. */
    public synchronized Optional<FakePayment> payInvoice(String hash, long msat, long feeMsat, String what) {
        if (byHash(hash)
                .filter(payment -> payment.state() != FakePayment.State.FAILED)
                .isPresent()) {
            return Optional.empty();
        }
        if (network.isPresent()) {
            invoices.put(hash, what);
            return Optional.of(add(hash, UNKNOWN, msat, feeMsat, what, note(what)));
        }
        PaymentPreimage preimage = preimages.get(hash);
        if (preimage == null) {
            throw new IllegalArgumentException("an invoice that was not made here");
        }
        return Optional.of(add(hash, preimage, msat, feeMsat, what, note(what)));
    }

    /** A payment of an offer: each call makes another. */
    public FakePayment payOffer(long msat, long feeMsat, String offer, String note)
            throws PayingNetwork.FailedException {
        if (network.isPresent()) {
            String invoice = network.get().fetchInvoice(offer, msat, note);
            synchronized (this) {
                String hash = hash(invoice);
                invoices.put(hash, invoice);
                return add(hash, UNKNOWN, msat, feeMsat, offer, Optional.of(note));
            }
        }
        synchronized (this) {
            PaymentPreimage preimage = freshPreimage();
            return add(preimage.hash().hex(), preimage, msat, feeMsat, offer, Optional.of(note));
        }
    }

    /** The newest payment of that hash. */
    public synchronized Optional<FakePayment> byHash(String hash) {
        return payments.stream().filter(payment -> payment.hash().equals(hash)).reduce((one, other) -> other);
    }

    public synchronized Optional<FakePayment> byId(String id) {
        return payments.stream()
                .filter(payment -> payment.id().toString().equals(id))
                .findFirst();
    }

    public synchronized List<FakePayment> payments() {
        return List.copyOf(payments);
    }

    /** How many payments are settled or may yet be. */
    public long made() {
        return payments().stream()
                .filter(payment -> payment.state() != FakePayment.State.FAILED)
                .count();
    }

    /** Ends a payment; on a network it may fail. */
    public void settle(FakePayment payment) {
        if (network.isEmpty()) {
            payment.become(FakePayment.State.SETTLED);
            return;
        }
        String invoice;
        synchronized (this) {
            invoice = invoices.get(payment.hash());
        }
        try {
            PayingNetwork.Paid paid = network.get().pay(invoice, payment.feeMsat());
            payment.paid(paid.preimage(), paid.feeMsat());
        } catch (PayingNetwork.FailedException e) {
            payment.failed(e.byPayee());
        }
    }

    public void fail(FakePayment payment) {
        payment.become(FakePayment.State.FAILED);
    }

    public void settleAll() {
        payments().forEach(this::settle);
    }

    /** 32 bytes in hex that nobody has seen. */
    public synchronized String freshHex() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public synchronized UUID freshId() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private PaymentPreimage freshPreimage() {
        PaymentPreimage preimage = new PaymentPreimage(freshHex());
        preimages.put(preimage.hash().hex(), preimage);
        return preimage;
    }

    private static String hash(String invoice) {
        return bolt12(invoice).hash().hex();
    }

    private static Optional<String> note(String invoice) {
        return invoice.startsWith("lni") ? bolt12(invoice).note() : Optional.empty();
    }

    private static Bolt12Invoice bolt12(String invoice) {
        try {
            return Bolt12Invoice.parse(invoice);
        } catch (CodecException e) {
            throw new IllegalStateException(e);
        }
    }

    private FakePayment add(
            String hash, PaymentPreimage preimage, long msat, long feeMsat, String what, Optional<String> note) {
        FakePayment payment = new FakePayment(freshId(), hash, preimage, msat, feeMsat, clock.instant(), what, note);
        payments.add(payment);
        return payment;
    }
}
