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

/** A Lightning node without a network: invoices that it knows the preimages of, and the payments it made. Thread-safe. */
public final class FakeNode {
    private final Random random;
    private final Clock clock;
    private final Map<String, PaymentPreimage> preimages = new HashMap<>();
    private final List<FakePayment> payments = new ArrayList<>();

    public FakeNode(long seed, Clock clock) {
        this.random = new Random(seed);
        this.clock = clock;
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
    public synchronized String bolt12Invoice(String note, long msat) {
        return TestInvoices.bolt12(freshPreimage().hash().hex(), msat, note, clock.instant());
    }

    /** The one payment of an invoice; empty when there was one before. */
    public synchronized Optional<FakePayment> payInvoice(String hash, long msat, long feeMsat, String what) {
        if (byHash(hash)
                .filter(payment -> payment.state() != FakePayment.State.FAILED)
                .isPresent()) {
            return Optional.empty();
        }
        PaymentPreimage preimage = preimages.get(hash);
        if (preimage == null) {
            throw new IllegalArgumentException("an invoice that was not made here");
        }
        return Optional.of(add(preimage, msat, feeMsat, what));
    }

    /** A payment of an offer: each call makes another. */
    public synchronized FakePayment payOffer(long msat, long feeMsat, String what) {
        return add(freshPreimage(), msat, feeMsat, what);
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

    public void settle(FakePayment payment) {
        payment.become(FakePayment.State.SETTLED);
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

    private FakePayment add(PaymentPreimage preimage, long msat, long feeMsat, String what) {
        FakePayment payment = new FakePayment(freshId(), preimage, msat, feeMsat, clock.instant(), what);
        payments.add(payment);
        return payment;
    }
}
