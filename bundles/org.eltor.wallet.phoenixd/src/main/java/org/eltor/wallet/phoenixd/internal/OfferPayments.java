package org.eltor.wallet.phoenixd.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletException;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.Outcomes;
import org.eltor.wallet.support.PaymentJournal;
import org.eltor.wallet.support.http.HttpReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers paid by phoenixd. One call fetches the invoice and pays it, so that nothing names the payment before; the
 * journal keeps when it was asked for, and its name once it is known.
 */
final class OfferPayments {
    /** An invoice request ends after 30 s; what is not there by then was not made. */
    static final Duration INVOICE_REQUEST = Duration.ofSeconds(35);

    private static final String UNWRITTEN = "nothing is paid, since its journal cannot be written";
    private static final String NO_RECORD =
            "has no record of this payment, which another node or an earlier installation"
                    + " may have made: see the payments that phoenixd lists";
    private static final Logger LOG = LoggerFactory.getLogger(OfferPayments.class);

    private final PhoenixdApi api;
    private final OfferQueue queue;
    private final PaymentJournal journal;
    private final Clock clock;
    /** What was asked for in this life and has no answer yet, and whether it is still wanted. */
    private final Map<UUID, Boolean> running = new ConcurrentHashMap<>();

    OfferPayments(PhoenixdApi api, OfferQueue queue, PaymentJournal journal, Clock clock) {
        this.api = api;
        this.queue = queue;
        this.journal = journal;
        this.clock = clock;
    }

    /** @param answered makes a result of an answer */
    CompletionStage<PaymentResult> pay(
            Instruction instruction, Function<HttpReply, CompletionStage<PaymentResult>> answered) {
        UUID key = instruction.request().key();
        if (journal.find(key).isPresent()) { // asked for before a restart
            return lookup(instruction)
                    .thenApply(found -> found.orElse(new PaymentResult.Unknown("was asked for this payment before")));
        }
        running.put(key, true);
        return queue.submit(() -> obstacle(instruction), () -> ask(instruction, answered))
                .whenComplete((result, failure) -> running.remove(key));
    }

    /** Nothing but the journal can tell later that it was not asked for. */
    CompletionStage<Optional<PaymentHandle>> announce(Instruction instruction) {
        try {
            journal.announce(instruction.request().key(), clock.instant());
            return CompletableFuture.completedStage(Optional.empty());
        } catch (IOException e) {
            return CompletableFuture.failedStage(new WalletException(UNWRITTEN, false));
        }
    }

    /** Sends it no more, if it still waits for its turn. */
    void cancel(UUID key) {
        if (running.replace(key, false) != null) {
            queue.passOver();
        }
    }

    CompletionStage<Optional<PaymentResult>> lookup(Instruction instruction) {
        UUID key = instruction.request().key();
        Optional<PaymentJournal.Entry> entry = journal.find(key);
        if (entry.isEmpty() && running.containsKey(key)) {
            return answer(new PaymentResult.Pending());
        }
        if (entry.isEmpty()) {
            return journal.isUnasked(key)
                    ? CompletableFuture.completedStage(Optional.empty())
                    : answer(new PaymentResult.Unknown(NO_RECORD));
        }
        PaymentJournal.Entry wanted = entry.get();
        return wanted.name().isPresent() ? named(wanted.name().get()) : unnamed(wanted);
    }

    private Optional<PaymentResult> obstacle(Instruction instruction) {
        return running.getOrDefault(instruction.request().key(), true)
                ? instruction.tooLate(clock.instant())
                : Optional.of(new PaymentResult.Failed("sent nothing: the payment was given up"));
    }

    private CompletionStage<PaymentResult> ask(
            Instruction instruction, Function<HttpReply, CompletionStage<PaymentResult>> answered) {
        UUID key = instruction.request().key();
        try {
            journal.asking(key, clock.instant(), instruction.amount().msat());
        } catch (IOException e) {
            return CompletableFuture.completedStage(new PaymentResult.Rejected(UNWRITTEN));
        }
        return Outcomes.ofPaying(api.payOffer(instruction), reply -> {
            learn(key, reply);
            return answered.apply(reply);
        });
    }

    private void learn(UUID key, HttpReply reply) {
        if (!reply.isSuccess()) {
            return;
        }
        JsonNode node = reply.json();
        Json.text(node, "paymentId")
                .map(Names::ofId)
                .or(() -> Json.hash(node, "paymentHash").map(Names::ofHash))
                .ifPresent(name -> learn(key, name));
    }

    private void learn(UUID key, String name) {
        try {
            journal.learned(key, name);
        } catch (IOException e) {
            LOG.warn("The name of a payment could not be written down: it is found by time and amount if need be");
        }
    }

    private CompletionStage<Optional<PaymentResult>> named(String name) {
        CompletionStage<Optional<JsonNode>> found =
                Names.isId(name) ? api.outgoing(Names.bare(name)) : api.outgoingByHash(Names.bare(name));
        return found.thenApply(node -> Optional.of(node.map(OutgoingPayment::of)
                .map(OutgoingPayment::result)
                .orElse(new PaymentResult.Unknown("does not show a payment that it has named"))));
    }

    private CompletionStage<Optional<PaymentResult>> unnamed(PaymentJournal.Entry wanted) {
        Reconciliation reconciliation = Reconciliation.of(wanted, journal.all());
        return api.outgoing(reconciliation.from(), reconciliation.to()).thenApply(nodes -> {
            Reconciliation.Finding finding = reconciliation.find(
                    wanted.key(), nodes.stream().map(OutgoingPayment::of).toList(), journal.all());
            return found(finding, wanted);
        });
    }

    private Optional<PaymentResult> found(Reconciliation.Finding finding, PaymentJournal.Entry wanted) {
        if (finding instanceof Reconciliation.Finding.Found found) {
            learn(wanted.key(), Names.ofId(found.payment().id()));
            return Optional.of(found.payment().result());
        }
        if (finding instanceof Reconciliation.Finding.Ambiguous several) {
            return Optional.of(new PaymentResult.Unknown("shows " + several.payments() + " payments of that amount for "
                    + several.rows() + " that were asked for"));
        }
        if (running.containsKey(wanted.key())) {
            return Optional.of(new PaymentResult.Pending());
        }
        Instant late = wanted.askedAt().plus(INVOICE_REQUEST);
        return Optional.of(
                clock.instant().isAfter(late)
                        ? new PaymentResult.Failed("made no such payment")
                        : new PaymentResult.Unknown("does not show the payment yet"));
    }

    private static CompletionStage<Optional<PaymentResult>> answer(PaymentResult result) {
        return CompletableFuture.completedStage(Optional.of(result));
    }
}
