package org.eltor.wallet.cln.internal;

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
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletException;
import org.eltor.api.lightning.WalletTrait;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.PaymentJournal;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Chain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Core Lightning node. The invoice of an offer is fetched first and is what the payment is called, so that paying
 * again pays nothing.
 */
final class ClnBackend implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(ClnBackend.class);
    private static final Duration ABSENCE = Duration.ofSeconds(10);

    private final ClnApi api;
    private final ClnPayments payments;
    private final PaymentJournal journal;
    private final Clock clock;
    private final PayCommand configured;
    private final WalletCapabilities capabilities;
    private volatile Optional<Chain> chain = Optional.empty();

    ClnBackend(ClnSettings settings, Workbench bench) throws IOException {
        api = new ClnApi(settings, bench.executor(), bench.clock(), bench.refused());
        payments = new ClnPayments(api, this::spendable);
        journal = PaymentJournal.open(bench.journal(), bench.clock().instant());
        clock = bench.clock();
        configured = settings.command();
        capabilities = new WalletCapabilities(
                        Set.of(PayeeKind.BOLT12_OFFER, PayeeKind.BOLT11_INVOICE),
                        false,
                        true,
                        settings.feeBase(),
                        settings.feePartsPerMillion(),
                        Set.of())
                .with(WalletTrait.FEE_LIMIT);
    }

    @Override
    public WalletCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public CompletionStage<Optional<String>> check() {
        return api.info().thenApply(info -> {
            chain = Chain.named(Json.demandText(info, "network"));
            payments.use(configured.on(Json.text(info, "version").orElse("")));
            if (info.has("warning_bitcoind_sync") || info.has("warning_lightningd_sync")) {
                return Optional.of("is still catching up with the chain: wait");
            }
            return Json.number(info, "num_active_channels").orElse(0) == 0
                    ? Optional.of("has no active channel: open one, or wait until its peer is connected")
                    : Optional.empty();
        });
    }

    @Override
    public Optional<Chain> chain() {
        return chain;
    }

    @Override
    public CompletionStage<MilliSatoshi> balance() {
        return spendable();
    }

    @Override
    public CompletionStage<Optional<PaymentHandle>> prepare(Instruction instruction) {
        return instruction.isOffer()
                ? fetch(instruction).thenApply(Optional::of)
                : CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public CompletionStage<PaymentResult> pay(Instruction instruction) {
        if (!instruction.isOffer()) {
            return payments.pay(instruction.payee(), bolt11Hash(instruction), instruction);
        }
        Optional<PaymentHandle> handle = instruction.request().handle();
        return handle.isPresent()
                ? payInvoice(handle.get(), instruction)
                : fetch(instruction)
                        .handle((fetched, failure) -> failure == null
                                ? remember(instruction, fetched)
                                : CompletableFuture.completedStage(notFetched(failure)))
                        .thenCompose(stage -> stage);
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(Instruction instruction) {
        if (!instruction.isOffer()) {
            return payments.lookup(bolt11Hash(instruction), instruction.amount());
        }
        Optional<PaymentHandle> handle = instruction.request().handle();
        if (handle.isPresent()) {
            try {
                PaymentHash hash = FetchedInvoice.parse(handle.get().value()).hash();
                return payments.lookup(hash, instruction.amount());
            } catch (WalletException e) {
                return answer(new PaymentResult.Unknown("was given a handle that is not its own"));
            }
        }
        Optional<PaymentJournal.Entry> entry =
                journal.find(instruction.request().key());
        Optional<PaymentHash> known = entry.flatMap(PaymentJournal.Entry::name).map(PaymentHash::new);
        if (known.isPresent()) {
            return payments.lookup(known.get(), instruction.amount());
        }
        return answer(new PaymentResult.Unknown("does not know under which invoice it was asked to pay"));
    }

    /** Between two tries, and before the first, the node lists nothing better than what has failed. */
    @Override
    public Duration trying(Instruction instruction) {
        boolean fetches =
                instruction.isOffer() && instruction.request().handle().isEmpty();
        return fetches ? ClnApi.INVOICE.plus(ClnApi.TRYING) : ClnApi.TRYING;
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
            LOG.warn("A Core Lightning journal was not closed: {}", e.getMessage());
        }
    }

    private CompletionStage<MilliSatoshi> spendable() {
        return api.channels().thenApply(node -> {
            MilliSatoshi sum = MilliSatoshi.ZERO;
            for (JsonNode channel : node.path("channels")) {
                boolean normal = Json.text(channel, "state")
                        .filter("CHANNELD_NORMAL"::equals)
                        .isPresent();
                if (normal && channel.path("peer_connected").asBoolean(false)) {
                    sum = sum.plus(Json.msat(channel, "spendable_msat").orElse(MilliSatoshi.ZERO));
                }
            }
            return sum;
        });
    }

    private CompletionStage<PaymentHandle> fetch(Instruction instruction) {
        return api.fetchInvoice(instruction).thenCompose(answer -> {
            try {
                return CompletableFuture.completedStage(FetchedInvoice.of(answer, instruction));
            } catch (WalletException e) {
                return CompletableFuture.failedStage(e);
            }
        });
    }

    /** A payer that does not prepare keeps no handle, so the hash is written down here before paying. */
    private CompletionStage<PaymentResult> remember(Instruction instruction, PaymentHandle fetched) {
        Optional<PaymentResult> late = instruction.tooLate(clock.instant()); // fetching the invoice took its time
        if (late.isPresent()) {
            return CompletableFuture.completedStage(late.get());
        }
        UUID key = instruction.request().key();
        try {
            journal.asking(key, clock.instant(), instruction.amount().msat());
            journal.learned(key, FetchedInvoice.parse(fetched.value()).hash().hex());
        } catch (IOException | WalletException e) {
            return CompletableFuture.completedStage(
                    new PaymentResult.Rejected("nothing is paid, since its journal cannot be written"));
        }
        return payInvoice(fetched, instruction);
    }

    private CompletionStage<PaymentResult> payInvoice(PaymentHandle invoice, Instruction instruction) {
        try {
            PaymentHash hash = FetchedInvoice.parse(invoice.value()).hash();
            return payments.pay(invoice.value(), hash, instruction);
        } catch (WalletException e) {
            return CompletableFuture.completedStage(
                    new PaymentResult.Rejected("was given a handle that is not its own"));
        }
    }

    private static PaymentResult notFetched(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String reason = String.valueOf(cause.getMessage());
        return cause instanceof WalletException refused && !refused.retriable()
                ? new PaymentResult.Rejected(reason)
                : new PaymentResult.Failed(reason);
    }

    private static PaymentHash bolt11Hash(Instruction instruction) {
        return instruction.invoice().orElseThrow().hash();
    }

    private static CompletionStage<Optional<PaymentResult>> answer(PaymentResult result) {
        return CompletableFuture.completedStage(Optional.of(result));
    }
}
