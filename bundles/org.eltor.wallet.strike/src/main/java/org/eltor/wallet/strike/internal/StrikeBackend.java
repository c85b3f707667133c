package org.eltor.wallet.strike.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletException;
import org.eltor.api.lightning.WalletTrait;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.Outcomes;
import org.eltor.wallet.support.PaymentJournal;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Chain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Strike account: invoices only, paid by quote. Its API finds a payment by its id alone, which is learned by paying:
 * an answer that is lost leaves the payment unknown.
 */
final class StrikeBackend implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(StrikeBackend.class);
    private static final Duration ABSENCE = Duration.ofSeconds(10);
    private static final String UNWRITTEN = "nothing is paid, since its journal cannot be written";
    private static final String NO_RECORD =
            "has no record of this payment, which another node or an earlier installation"
                    + " may have made: see the list of payments in the Strike account";
    private static final String LOST =
            "gave no answer that names the payment: see the list of payments in the Strike account";

    private final StrikeApi api;
    private final PaymentJournal journal;
    private final Clock clock;
    private final WalletCapabilities capabilities;

    StrikeBackend(StrikeSettings settings, Workbench bench) throws IOException {
        api = new StrikeApi(settings, bench.executor(), bench.refused());
        journal = PaymentJournal.open(bench.journal(), bench.clock().instant());
        clock = bench.clock();
        capabilities = new WalletCapabilities(
                Set.of(PayeeKind.BOLT11_INVOICE),
                true,
                true,
                settings.feeBase(),
                settings.feePartsPerMillion(),
                Set.of(PayeeKind.BOLT11_INVOICE),
                Set.of(WalletTrait.FEE_LIMIT, WalletTrait.CUSTODIAL, WalletTrait.NO_PROOF),
                Set.of(
                        "custodial: Strike holds the money, sees every relay paid, and can reconstruct your circuits",
                        "no proof: Strike vouches for payments and shows no preimage",
                        "limited lookup: a payment whose answer is lost stays unknown",
                        "own records: payments are found again with the data folder of this Karaf alone",
                        "no BOLT12: pays only relays that hand out invoices, and no payer's note reaches them"));
    }

    @Override
    public WalletCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public CompletionStage<Optional<String>> check() {
        return balance().thenApply(balance -> Optional.empty());
    }

    @Override
    public Optional<Chain> chain() {
        return Optional.of(Chain.MAINNET);
    }

    @Override
    public CompletionStage<MilliSatoshi> balance() {
        return api.balances().thenApply(balances -> {
            for (JsonNode balance : balances) {
                if (Json.text(balance, "currency").filter("BTC"::equals).isPresent()) {
                    return BitcoinAmount.parse(Json.demandText(balance, "available"), "available");
                }
            }
            throw Json.nonsense("no balance in bitcoin");
        });
    }

    @Override
    public CompletionStage<Optional<PaymentHandle>> prepare(Instruction instruction) {
        return quote(instruction).thenCompose(quote -> {
            try {
                journal.announce(instruction.request().key(), clock.instant());
                return CompletableFuture.completedStage(Optional.of(quote));
            } catch (IOException e) {
                return CompletableFuture.failedStage(new WalletException(UNWRITTEN, false));
            }
        });
    }

    @Override
    public CompletionStage<PaymentResult> pay(Instruction instruction) {
        UUID key = instruction.request().key();
        if (journal.find(key).isPresent()) { // asked for before a restart
            return lookup(instruction).thenApply(found -> found.orElse(new PaymentResult.Unknown(LOST)));
        }
        Optional<PaymentHandle> handle = instruction.request().handle();
        return handle.isPresent()
                ? execute(instruction, handle.get())
                : quote(instruction)
                        .handle((quote, failure) -> failure == null
                                ? execute(instruction, quote)
                                : CompletableFuture.completedStage(notQuoted(failure)))
                        .thenCompose(stage -> stage);
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(Instruction instruction) {
        Optional<PaymentJournal.Entry> entry =
                journal.find(instruction.request().key());
        if (entry.isEmpty()) {
            boolean certain = journal.isUnasked(instruction.request().key());
            return CompletableFuture.completedStage(
                    certain ? Optional.empty() : Optional.of(new PaymentResult.Unknown(NO_RECORD)));
        }
        return entry.get()
                .name()
                .map(id -> api.payment(id).thenApply(node -> Optional.of(result(node, instruction))))
                .orElseGet(() -> CompletableFuture.completedStage(Optional.of(new PaymentResult.Unknown(LOST))));
    }

    @Override
    public Duration absence() {
        return ABSENCE;
    }

    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException e) {
            LOG.warn("A Strike journal was not closed: {}", e.getMessage());
        }
    }

    private CompletionStage<PaymentHandle> quote(Instruction instruction) {
        return api.quote(instruction).thenCompose(answer -> {
            try {
                return CompletableFuture.completedStage(Quotes.accepted(answer, instruction, clock.instant()));
            } catch (WalletException e) {
                return CompletableFuture.failedStage(e);
            }
        });
    }

    private CompletionStage<PaymentResult> execute(Instruction instruction, PaymentHandle quote) {
        Optional<PaymentResult> late = instruction.tooLate(clock.instant()); // opening the quote took its time
        if (late.isPresent()) {
            return CompletableFuture.completedStage(late.get());
        }
        UUID key = instruction.request().key();
        try {
            journal.asking(key, clock.instant(), instruction.amount().msat());
        } catch (IOException e) {
            return CompletableFuture.completedStage(new PaymentResult.Rejected(UNWRITTEN));
        }
        return Outcomes.ofPaying(
                api.execute(quote.value()), answer -> CompletableFuture.completedStage(executed(answer, instruction)));
    }

    private PaymentResult executed(StrikeAnswer answer, Instruction instruction) {
        if (answer.result().isEmpty()) {
            if (answer.isConflict()) {
                return new PaymentResult.Unknown("calls the quote in use: " + answer.reason());
            }
            return answer.isAboutBalance()
                    ? new PaymentResult.Rejected("refused to pay: " + answer.reason())
                    : new PaymentResult.Failed("refused to pay: " + answer.reason());
        }
        JsonNode payment = answer.result().get();
        try {
            journal.learned(instruction.request().key(), StrikeApi.safe(Json.demandText(payment, "paymentId")));
        } catch (IOException e) {
            LOG.warn("The name of a payment could not be written down: it is not found after a restart");
        }
        return result(payment, instruction);
    }

    private static PaymentResult result(JsonNode payment, Instruction instruction) {
        return switch (Json.demandText(payment, "state")) {
            case "COMPLETED" ->
                new PaymentResult.Settled(
                        instruction.invoice().orElseThrow().hash(),
                        Optional.empty(),
                        instruction.amount(),
                        Quotes.fee(payment));
            case "FAILED" -> new PaymentResult.Failed("shows the payment as failed");
            case "PENDING" -> new PaymentResult.Pending();
            default -> throw Json.nonsense("a payment in a state that is not known");
        };
    }

    private static PaymentResult notQuoted(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String reason = String.valueOf(cause.getMessage());
        return cause instanceof WalletException refused && !refused.retriable()
                ? new PaymentResult.Rejected(reason)
                : new PaymentResult.Failed(reason);
    }
}
