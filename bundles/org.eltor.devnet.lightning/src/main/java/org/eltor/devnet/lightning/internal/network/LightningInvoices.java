package org.eltor.devnet.lightning.internal.network;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.devnet.lightning.internal.node.IncomingClaim;
import org.eltor.devnet.lightning.internal.node.LightningNode;
import org.eltor.devnet.lightning.internal.node.NodeListener;
import org.eltor.devnet.lightning.internal.node.PayStart;
import org.eltor.devnet.lightning.internal.node.SentPayment;

/**
 * Payer and payee as nodes that are spoken to in invoices, the way phoenixd, Core Lightning and LND are: for tests of
 * what speaks to those. Nothing of it outlives the process. Thread-safe.
 */
public final class LightningInvoices {
    /** An invoice that the payee gave for an offer, and that nobody has paid. */
    public record Fetched(String id, byte[] bytes) {}

    /** The end of a payment: what the payer's node tells of one that settled, or why it failed. */
    public record Outcome(Optional<SentPayment> sent, String reason) {}

    private final Function<Function<LightningNode, Void>, CompletableFuture<Void>> payer;
    private final Function<Function<LightningNode, String>, CompletableFuture<String>> payee;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, CompletableFuture<Fetched>> fetching = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Outcome>> paying = new ConcurrentHashMap<>();
    private final Map<PaymentHash, List<MilliSatoshi>> received = new ConcurrentHashMap<>();
    private volatile NodeListener.Verdict verdict = NodeListener.Verdict.CLAIM;

    LightningInvoices(
            Function<Function<LightningNode, Void>, CompletableFuture<Void>> payer,
            Function<Function<LightningNode, String>, CompletableFuture<String>> payee) {
        this.payer = payer;
        this.payee = payee;
    }

    /** A BOLT11 invoice of the payee. */
    public CompletionStage<String> create(MilliSatoshi amount, int expirySeconds) {
        return payee.apply(node -> node.createInvoice(amount.msat(), expirySeconds));
    }

    /**
     * Asks for the invoice of an offer; fails with IllegalStateException when there is none.
     *
     * @param maxFee the most that paying it may cost on top: LDK wants to know that now
     */
    public CompletionStage<Fetched> fetch(String offer, MilliSatoshi amount, PayerNote note, MilliSatoshi maxFee) {
        String id = freshId();
        CompletableFuture<Fetched> answer = new CompletableFuture<>();
        fetching.put(id, answer);
        ask(answer, node -> {
            PayStart start = node.pay(offer, amount.msat(), note.text(), id, maxFee.msat());
            if (!(start instanceof PayStart.Begun)) {
                answer.completeExceptionally(new IllegalStateException(start.toString()));
            }
        });
        return answer;
    }

    /** Whether payees were asked for invoices that they have not given yet. */
    public boolean isFetching() {
        return fetching.values().stream().anyMatch(answer -> !answer.isDone());
    }

    /** Pays an invoice that was fetched. */
    public CompletionStage<Outcome> pay(Fetched invoice) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        paying.put(invoice.id(), answer);
        ask(answer, node -> {
            if (!node.payFetched(invoice.id())) {
                answer.complete(new Outcome(Optional.empty(), "the invoice cannot be paid"));
            }
        });
        return answer;
    }

    /** Pays a BOLT11 invoice. */
    public CompletionStage<Outcome> pay(String invoice, MilliSatoshi maxFee) {
        String id = freshId();
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        paying.put(id, answer);
        ask(answer, node -> {
            if (node.payInvoice(invoice, id, maxFee.msat()) instanceof PayStart.Refused refused) {
                answer.complete(new Outcome(Optional.empty(), refused.reason()));
            }
        });
        return answer;
    }

    /** What the payee does with payments from now on. */
    public void payee(NodeListener.Verdict wanted) {
        verdict = wanted;
    }

    /** What BOLT11 invoices of the payee brought. */
    public List<MilliSatoshi> received(PaymentHash hash) {
        return List.copyOf(received.getOrDefault(hash, List.of()));
    }

    NodeListener payer(NodeListener wallet) {
        return new PayerListener(wallet);
    }

    NodeListener payee(NodeListener accounts) {
        return new PayeeListener(accounts);
    }

    private <T> void ask(CompletableFuture<T> answer, Consumer<LightningNode> work) {
        payer.apply(node -> {
                    work.accept(node);
                    return null;
                })
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    }
                });
    }

    private String freshId() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private final class PayerListener implements NodeListener {
        private final NodeListener wallet;

        PayerListener(NodeListener wallet) {
            this.wallet = wallet;
        }

        @Override
        public boolean paysAtOnce(String id, byte[] invoice) {
            CompletableFuture<Fetched> answer = fetching.remove(id);
            if (answer != null) {
                answer.complete(new Fetched(id, invoice));
            }
            return answer == null && wallet.paysAtOnce(id, invoice);
        }

        @Override
        public void sent(SentPayment payment) {
            CompletableFuture<Outcome> answer = paying.get(payment.id());
            if (answer != null) {
                answer.complete(new Outcome(Optional.of(payment), ""));
            } else {
                wallet.sent(payment);
            }
        }

        @Override
        public void failed(String id, String reason) {
            CompletableFuture<Fetched> unanswered = fetching.remove(id);
            CompletableFuture<Outcome> answer = paying.get(id);
            if (unanswered != null) {
                unanswered.completeExceptionally(new IllegalStateException(reason));
            } else if (answer != null) {
                answer.complete(new Outcome(Optional.empty(), reason));
            } else {
                wallet.failed(id, reason);
            }
        }

        @Override
        public void storing(boolean done) {
            wallet.storing(done);
        }
    }

    private final class PayeeListener implements NodeListener {
        private final NodeListener accounts;

        PayeeListener(NodeListener accounts) {
            this.accounts = accounts;
        }

        @Override
        public Verdict judge(IncomingClaim claim) {
            return claim.offer().isPresent() && verdict == Verdict.CLAIM ? accounts.judge(claim) : verdict;
        }

        @Override
        public void received(IncomingClaim claim) {
            if (claim.offer().isPresent()) {
                accounts.received(claim);
            } else {
                received.computeIfAbsent(new PaymentHash(claim.hash()), hash -> new CopyOnWriteArrayList<>())
                        .add(MilliSatoshi.of(claim.msat()));
            }
        }
    }
}
