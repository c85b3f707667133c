package org.eltor.devnet.lightning.internal.network;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletTrait;
import org.eltor.devnet.lightning.internal.ldk.LdkBrokenException;
import org.eltor.devnet.lightning.internal.node.ChannelLimit;
import org.eltor.devnet.lightning.internal.node.LightningNode;
import org.eltor.devnet.lightning.internal.node.NodeListener;
import org.eltor.devnet.lightning.internal.node.PayStart;
import org.eltor.devnet.lightning.internal.node.SentPayment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The payer node as a wallet. A key is written down before LDK hears of it, and its outcome before the caller does.
 * Thread-safe; stages complete on the executor's thread, so that no caller can hold up a node.
 */
final class LightningWallet implements Wallet, NodeListener, Closeable {
    static final String NAME = "lightning-devnet";
    private static final Logger LOG = LoggerFactory.getLogger(LightningWallet.class);
    private static final long RETRY_MS = 100;
    private static final int MOST_ATTEMPTS = 100;

    private final WalletCapabilities capabilities;
    private final ScheduledExecutorService answers;
    private final Clock clock;
    private final PayerNode payer;
    private final Object lock = new Object();
    private final PaymentBook book;
    private final AtomicReference<Boolean> crash = new AtomicReference<>();

    /** The payer node, wherever it is. */
    @FunctionalInterface
    interface PayerNode {
        <T> CompletableFuture<T> ask(Function<LightningNode, T> work);
    }

    /** @throws IOException when the file cannot be used; the message says the way out */
    LightningWallet(NetworkSettings settings, Path file, PayerNode payer, Clock clock, ScheduledExecutorService answers)
            throws IOException {
        this.clock = clock;
        this.answers = answers;
        this.payer = payer;
        this.capabilities = new WalletCapabilities(
                        Set.of(PayeeKind.BOLT12_OFFER),
                        false,
                        true,
                        MilliSatoshi.of(settings.feeBaseMsat()),
                        settings.feePartsPerMillion(),
                        Set.of("development only: coins of regtest, and payees of this process"))
                .with(WalletTrait.FEE_LIMIT);
        this.book = new PaymentBook(file);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public WalletCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public CompletionStage<MilliSatoshi> balance() {
        return payer.ask(node -> MilliSatoshi.of(node.channels().stream()
                        .mapToLong(ChannelLimit::capacityMsat)
                        .sum()))
                .thenApplyAsync(Function.identity(), answers);
    }

    @Override
    public CompletionStage<PaymentResult> pay(PaymentRequest request) {
        OutgoingPayment payment;
        synchronized (lock) {
            Optional<OutgoingPayment> known = book.find(request.key());
            if (known.isPresent()) {
                return known.get().isOpen() ? known.get().answer.copy() : answered(known.get().state);
            }
            if (book.isRefused(request.key())) {
                return answered(new PaymentResult.Rejected("this key was looked up before and called unknown"));
            }
            if (request.payee().kind() != PayeeKind.BOLT12_OFFER) {
                return answered(new PaymentResult.Rejected("this wallet pays BOLT12 offers alone"));
            }
            try {
                payment = book.take(request.key(), request.amount());
            } catch (IOException e) {
                return answered(new PaymentResult.Rejected("the wallet's file of payments cannot be written"));
            }
        }
        give(payment, request, 1);
        return payment.answer.copy();
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(PaymentRequest request) {
        synchronized (lock) {
            Optional<OutgoingPayment> known = book.find(request.key());
            if (known.isPresent()) {
                return answered(Optional.of(known.get().state));
            }
            try {
                book.refuse(request.key());
            } catch (IOException e) {
                return answered(Optional.of(new PaymentResult.Unknown("the wallet's file cannot be written")));
            }
            return answered(Optional.empty());
        }
    }

    @Override
    public void sent(SentPayment sent) {
        synchronized (lock) {
            Optional<OutgoingPayment> payment = book.find(sent.id());
            if (payment.isEmpty() || payment.get().state instanceof PaymentResult.Settled) {
                return; // told again after a restart
            }
            PaymentPreimage preimage = new PaymentPreimage(sent.preimage());
            PaymentHash hash = new PaymentHash(sent.hash());
            if (!preimage.hash().equals(hash)) {
                throw new IllegalStateException("a preimage that proves nothing");
            }
            try {
                book.settle(payment.get(), hash, preimage, MilliSatoshi.of(sent.feeMsat()));
            } catch (IOException e) {
                throw new UncheckedIOException("an outcome cannot be written", e);
            }
            tell(payment.get());
        }
    }

    @Override
    public void failed(String id, String reason) {
        synchronized (lock) {
            book.find(id)
                    .filter(OutgoingPayment::isOpen)
                    .ifPresent(payment -> fail(payment, FailureReason.explained(reason)));
        }
    }

    @Override
    public boolean paysAtOnce(String id, byte[] invoice) {
        synchronized (lock) {
            return book.find(id).isPresent();
        }
    }

    @Override
    public void storing(boolean done) {
        boolean given;
        synchronized (lock) {
            given = book.open().stream().anyMatch(payment -> payment.given);
        }
        if (given && crash.compareAndSet(done, null)) {
            throw new LdkBrokenException("asked to");
        }
    }

    /** For tests: the node breaks once, right before or after it stores the first payment that LDK has. */
    void crashAtStoring(boolean done) {
        crash.set(done);
    }

    /** LDK is back from storage: what it was given and does not know any more was never sent, and never will be. */
    void reopened(LightningNode node) {
        Set<String> known = node.recentPayments();
        synchronized (lock) {
            book.open().stream()
                    .filter(payment -> payment.given && !known.contains(payment.ldkId))
                    .forEach(payment -> fail(payment, "the wallet's node started again before it was sent"));
        }
    }

    /** What is under way stays in the file, to be looked up when the wallet is back. */
    @Override
    public void close() throws IOException {
        List<OutgoingPayment> open;
        synchronized (lock) {
            book.close();
            open = book.open();
        }
        open.forEach(payment -> payment.answer.complete(new PaymentResult.Unknown("the wallet stopped")));
    }

    /** On the node's thread. */
    private Void give(LightningNode node, OutgoingPayment payment, PaymentRequest request, int attempt) {
        if (request.isTooLate(clock.instant())) {
            synchronized (lock) {
                fail(payment, "the time for this payment is over");
            }
            return null;
        }
        if (holdsTooLittle(node, request)) {
            reject(payment, "the wallet's channel does not hold the amount and its fee");
            return null;
        }
        synchronized (lock) {
            payment.given = true;
        }
        PayStart start = node.pay(
                request.payee().value(),
                request.amount().msat(),
                request.note().text(),
                payment.ldkId,
                request.maxFee().msat());
        if (start instanceof PayStart.Refused refused) {
            reject(payment, refused.reason());
        } else if (start instanceof PayStart.NotConnected) {
            giveLater(payment, request, attempt);
        }
        return null;
    }

    /** The node is just back and its connection is not: that takes a moment. */
    private void giveLater(OutgoingPayment payment, PaymentRequest request, int attempt) {
        synchronized (lock) {
            if (attempt >= MOST_ATTEMPTS) {
                fail(payment, "the wallet's node is not connected");
                return;
            }
            payment.given = false;
        }
        answers.schedule(() -> give(payment, request, attempt + 1), RETRY_MS, TimeUnit.MILLISECONDS);
    }

    private void give(OutgoingPayment payment, PaymentRequest request, int attempt) {
        payer.ask(node -> give(node, payment, request, attempt)).whenComplete((nothing, failure) -> {
            if (failure != null) {
                LOG.debug("A payment waits for the node: {}", failure.getClass().getSimpleName());
                giveAgain(payment, request, attempt);
            }
        });
    }

    /** What LDK was given, the node's restart decides on, or the next start of this bundle. */
    private void giveAgain(OutgoingPayment payment, PaymentRequest request, int attempt) {
        boolean lost;
        synchronized (lock) {
            lost = payment.isOpen() && !payment.given;
        }
        if (lost) {
            giveLater(payment, request, attempt);
        }
    }

    /** LDK has no word of its own for this. */
    private boolean holdsTooLittle(LightningNode node, PaymentRequest request) {
        MilliSatoshi whole = request.amount().plus(capabilities.expectedFee(request.amount()));
        return node.channels().stream().anyMatch(channel -> channel.usable() && channel.nextMsat() < whole.msat());
    }

    private void reject(OutgoingPayment payment, String reason) {
        synchronized (lock) {
            try {
                book.forget(payment);
            } catch (IOException e) {
                throw new UncheckedIOException("a refusal cannot be written", e);
            }
            payment.state = new PaymentResult.Rejected(reason);
            tell(payment);
        }
    }

    private void fail(OutgoingPayment payment, String reason) {
        try {
            book.fail(payment, new PaymentResult.Failed(reason));
        } catch (IOException e) {
            throw new UncheckedIOException("an outcome cannot be written", e);
        }
        tell(payment);
    }

    private void tell(OutgoingPayment payment) {
        PaymentResult result = payment.state;
        answers.execute(() -> payment.answer.complete(result));
    }

    private static <T> CompletionStage<T> answered(T answer) {
        return CompletableFuture.completedStage(answer);
    }
}
