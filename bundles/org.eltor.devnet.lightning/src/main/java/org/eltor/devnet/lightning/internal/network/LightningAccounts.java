package org.eltor.devnet.lightning.internal.network;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.devnet.lightning.internal.node.IncomingClaim;
import org.eltor.devnet.lightning.internal.node.NodeListener;
import org.eltor.devnet.lightning.internal.node.Offer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of the payee node: an offer each. LDK says which offer a payment came for, so that one node can stand
 * for any number of payees. Thread-safe.
 */
final class LightningAccounts implements LightningReceiver, NodeListener, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LightningAccounts.class);
    private static final long OFFER_LIMIT_SECONDS = 20;

    /** What a payment must be like to be welcome, beside having a note that can be shown. */
    @FunctionalInterface
    interface Policy {
        Verdict judge(Payee payee, PayerNote note, MilliSatoshi amount);
    }

    private final Clock clock;
    private final Supplier<CompletionStage<Offer>> offers;
    private final LineFile file;

    private final Object lock = new Object();
    private final Map<String, Payee> byLabel = new HashMap<>();
    private final Map<String, Payee> byOffer = new HashMap<>();
    private final Map<Payee, List<IncomingPayment>> received = new HashMap<>();
    private final Map<Payee, MilliSatoshi> least = new HashMap<>();
    private final Set<String> hashes = new HashSet<>();
    private volatile Policy policy = (payee, note, amount) -> Verdict.CLAIM;

    /**
     * @param offers makes a new offer
     * @throws IOException when the file cannot be used
     */
    LightningAccounts(Path file, Clock clock, Supplier<CompletionStage<Offer>> offers) throws IOException {
        this.clock = clock;
        this.offers = offers;
        this.file = LineFile.open(file, this::read);
    }

    /** For tests: from now on, this is what becomes of payments that are large enough. */
    void policy(Policy wanted) {
        policy = wanted;
    }

    /** Waits for the payee node to make the offer: never call this on a node's thread. */
    @Override
    public Payee openAccount(String label) {
        synchronized (lock) {
            if (byLabel.containsKey(label)) {
                return byLabel.get(label);
            }
        }
        Offer offer = newOffer();
        synchronized (lock) {
            if (!byLabel.containsKey(label)) { // else someone was faster
                try {
                    file.append("account", LineFile.encoded(label), offer.id(), offer.text());
                } catch (IOException e) {
                    throw new UncheckedIOException("the accounts of the Lightning network cannot be written", e);
                }
                opened(label, offer);
            }
            return byLabel.get(label);
        }
    }

    @Override
    public void requireAtLeast(Payee payee, MilliSatoshi amount) {
        synchronized (lock) {
            least.put(payee, amount);
        }
    }

    @Override
    public List<IncomingPayment> received(Payee payee) {
        synchronized (lock) {
            return List.copyOf(received.getOrDefault(payee, List.of()));
        }
    }

    @Override
    public Verdict judge(IncomingClaim claim) {
        MilliSatoshi amount = MilliSatoshi.of(claim.msat());
        Payee payee;
        boolean enough;
        synchronized (lock) {
            payee = claim.offer().map(byOffer::get).orElse(null);
            enough = amount.compareTo(least.getOrDefault(payee, MilliSatoshi.ZERO)) >= 0;
        }
        try {
            return payee == null || !enough || claim.note().isEmpty()
                    ? Verdict.REFUSE
                    : policy.judge(payee, new PayerNote(claim.note().get()), amount);
        } catch (IllegalArgumentException e) {
            LOG.debug("A payment is refused: its note cannot be shown");
            return Verdict.REFUSE;
        }
    }

    @Override
    public void received(IncomingClaim claim) {
        synchronized (lock) {
            if (hashes.contains(claim.hash())) {
                return; // told again after a restart
            }
            Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            String note = claim.note().orElseThrow();
            String offer = claim.offer().orElseThrow();
            try {
                file.append(
                        "received",
                        offer,
                        claim.hash(),
                        Long.toString(claim.msat()),
                        LineFile.encoded(note),
                        Long.toString(at.toEpochMilli()));
            } catch (IOException e) {
                throw new UncheckedIOException("what was received cannot be written", e);
            }
            book(offer, claim.hash(), claim.msat(), note, at);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            file.close();
        }
    }

    private Offer newOffer() {
        try {
            return offers.get().toCompletableFuture().get(OFFER_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the payee node makes no offer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the payee node makes an offer", e);
        }
    }

    private void read(List<String> words) {
        switch (words.get(0)) {
            case "account" -> opened(LineFile.decoded(words.get(1)), new Offer(words.get(2), words.get(3)));
            case "received" ->
                book(
                        words.get(1),
                        words.get(2),
                        Long.parseLong(words.get(3)),
                        LineFile.decoded(words.get(4)),
                        Instant.ofEpochMilli(Long.parseLong(words.get(5))));
            default -> throw new IllegalArgumentException("no such line");
        }
    }

    private void opened(String label, Offer offer) {
        Payee payee = new Payee(PayeeKind.BOLT12_OFFER, offer.text());
        byLabel.put(label, payee);
        byOffer.put(offer.id(), payee);
        received.put(payee, new ArrayList<>());
    }

    private void book(String offer, String hash, long msat, String note, Instant at) {
        Payee payee = byOffer.get(offer);
        if (payee == null) {
            throw new IllegalArgumentException("a payment of an offer that is not known");
        }
        hashes.add(hash);
        received.get(payee)
                .add(new IncomingPayment(new PayerNote(note), new PaymentHash(hash), MilliSatoshi.of(msat), at));
    }
}
