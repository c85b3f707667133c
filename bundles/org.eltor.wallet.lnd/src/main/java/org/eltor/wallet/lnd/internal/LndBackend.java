package org.eltor.wallet.lnd.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletTrait;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.Outcomes;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Chain;

/** An LND node: invoices only, each its own name. */
final class LndBackend implements Backend {
    private static final Duration ABSENCE = Duration.ofSeconds(10);

    private final LndApi api;
    private final WalletCapabilities capabilities;
    private volatile Optional<Chain> chain = Optional.empty();

    LndBackend(LndSettings settings, Workbench bench) throws IOException {
        api = new LndApi(settings, bench.executor(), bench.clock(), bench.refused());
        capabilities = new WalletCapabilities(
                        Set.of(PayeeKind.BOLT11_INVOICE),
                        false,
                        true,
                        settings.feeBase(),
                        settings.feePartsPerMillion(),
                        Set.of("no BOLT12: pays only relays that hand out invoices, and no payer's note reaches them"))
                .with(WalletTrait.FEE_LIMIT);
    }

    @Override
    public WalletCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public CompletionStage<Optional<String>> check() {
        return api.info().thenApply(answer -> {
            JsonNode info = answer.demand();
            chain = Json.text(info.path("chains").path(0), "network").flatMap(Chain::named);
            if (!info.path("synced_to_chain").asBoolean(false)) {
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
        return api.balance().thenApply(answer -> Json.demandMsat(answer.demand().path("local_balance"), "msat"));
    }

    @Override
    public CompletionStage<Optional<PaymentHandle>> prepare(Instruction instruction) {
        return CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public CompletionStage<PaymentResult> pay(Instruction instruction) {
        return Outcomes.ofPaying(api.pay(instruction), answer -> {
            if (answer.result().isPresent()) {
                return done(LndOutcome.of(answer.result().get(), hash(instruction), instruction.amount()));
            }
            boolean paid = answer.code() == LndAnswer.ALREADY_EXISTS
                    && answer.message().contains("already paid");
            return paid
                    ? lookup(instruction)
                            .thenApply(found ->
                                    found.orElse(new PaymentResult.Unknown("calls it paid and does not show it")))
                    : done(LndOutcome.ofError(answer));
        });
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(Instruction instruction) {
        return api.track(hash(instruction)).thenApply(answer -> {
            if (answer.result().isEmpty() && answer.code() == LndAnswer.NOT_FOUND) {
                return Optional.empty();
            }
            return Optional.of(LndOutcome.of(answer.demand(), hash(instruction), instruction.amount()));
        });
    }

    @Override
    public Duration absence() {
        return ABSENCE;
    }

    @Override
    public void close() {
        // nothing is kept
    }

    private static PaymentHash hash(Instruction instruction) {
        return instruction.invoice().orElseThrow().hash();
    }

    private static CompletionStage<PaymentResult> done(PaymentResult result) {
        return CompletableFuture.completedStage(result);
    }
}
