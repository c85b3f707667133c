package org.eltor.wallet.phoenixd.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletTrait;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.Outcomes;
import org.eltor.wallet.support.PaymentJournal;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Chain;
import org.eltor.wallet.support.http.HttpReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A phoenixd: offers and invoices, whole satoshi, a fixed fee. */
final class PhoenixdBackend implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(PhoenixdBackend.class);
    /** What its trampoline node takes of each payment. */
    private static final MilliSatoshi FEE_BASE = MilliSatoshi.of(4000);

    private static final int FEE_PARTS_PER_MILLION = 4000;
    private static final WalletCapabilities CAPABILITIES = new WalletCapabilities(
            Set.of(PayeeKind.BOLT12_OFFER, PayeeKind.BOLT11_INVOICE),
            true,
            true,
            FEE_BASE,
            FEE_PARTS_PER_MILLION,
            Set.of(PayeeKind.BOLT12_OFFER),
            Set.of(WalletTrait.FEE_LIMIT, WalletTrait.PERMANENT_PAYER_KEY),
            Set.of(
                    "permanent payer key: all relays you pay see the same one, and can link your circuits",
                    "expensive: each payment costs 4 sat + 0.4 % on top, four times a price of 1 sat",
                    "no fee limit: its fee is fixed, payments with a lower limit are not made",
                    "own records: what it paid by offer is found again with the data folder of this Karaf alone",
                    "one service sees all: every payment passes ACINQ's node"));

    private final PhoenixdApi api;
    private final PaymentJournal journal;
    private final OfferPayments offers;
    private volatile Optional<Chain> chain = Optional.empty();

    PhoenixdBackend(PhoenixdSettings settings, Workbench bench) throws IOException {
        api = new PhoenixdApi(settings, bench.executor(), bench.refused());
        journal = PaymentJournal.open(bench.journal(), bench.clock().instant());
        OfferQueue queue = new OfferQueue(settings.gap(), settings.patience(), bench.executor());
        offers = new OfferPayments(api, queue, journal, bench.clock());
    }

    @Override
    public WalletCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public CompletionStage<Optional<String>> check() {
        return api.info().thenApply(info -> {
            chain = Chain.named(Json.demandText(info, "chain"));
            JsonNode channels = info.path("channels");
            for (JsonNode channel : channels) {
                if (Json.text(channel, "state").filter("Normal"::equals).isPresent()) {
                    return Optional.empty();
                }
            }
            return Optional.of(
                    channels.isEmpty()
                            ? "has no channel: send it money first"
                            : "has no channel in state Normal: wait until it is connected");
        });
    }

    @Override
    public Optional<Chain> chain() {
        return chain;
    }

    @Override
    public CompletionStage<MilliSatoshi> balance() {
        return api.balance().thenApply(node -> Json.demandSat(node, "balanceSat"));
    }

    @Override
    public CompletionStage<Optional<PaymentHandle>> prepare(Instruction instruction) {
        return instruction.isOffer()
                ? offers.announce(instruction)
                : CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public CompletionStage<PaymentResult> pay(Instruction instruction) {
        MilliSatoshi fee = exactFee(instruction.amount());
        MilliSatoshi limit = instruction.request().maxFee();
        if (fee.compareTo(limit) > 0) {
            return done(new PaymentResult.Failed("takes a fee of " + fee + ", the limit is " + limit));
        }
        return instruction.isOffer()
                ? offers.pay(instruction, reply -> answered(instruction, reply))
                : Outcomes.ofPaying(api.payInvoice(instruction), reply -> answered(instruction, reply));
    }

    @Override
    public void cancel(UUID key) {
        offers.cancel(key);
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(Instruction instruction) {
        return instruction.isOffer()
                ? offers.lookup(instruction)
                : byHash(instruction.invoice().orElseThrow().hash().hex());
    }

    @Override
    public Duration absence() {
        return OfferPayments.INVOICE_REQUEST;
    }

    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException e) {
            LOG.warn("A phoenixd journal was not closed: {}", e.getMessage());
        }
    }

    private CompletionStage<PaymentResult> answered(Instruction instruction, HttpReply reply) {
        return switch (reply.status()) {
            case 200 -> told(instruction, reply.json());
            case 401 -> done(new PaymentResult.Rejected(PhoenixdApi.WRONG_PASSWORD));
            case 404 -> done(new PaymentResult.Rejected("is too old for this payment: update phoenixd"));
            case 400, 405 -> done(new PaymentResult.Rejected("refused the request: " + reply.body()));
            default -> done(new PaymentResult.Unknown("answered HTTP " + reply.status()));
        };
    }

    private CompletionStage<PaymentResult> told(Instruction instruction, JsonNode node) {
        Optional<PaymentPreimage> preimage = Json.preimage(node, "paymentPreimage");
        if (preimage.isPresent()) {
            return done(new PaymentResult.Settled(
                    Json.hash(node, "paymentHash").orElseThrow(() -> Json.missing("paymentHash")),
                    preimage,
                    Json.demandSat(node, "recipientAmountSat"),
                    fee(instruction, Json.demandSat(node, "routingFeeSat"))));
        }
        String reason = Json.text(node, "reason").orElseThrow(() -> Json.missing("paymentPreimage or reason"));
        return switch (Reasons.of(reason)) {
            case FAILED -> done(new PaymentResult.Failed(reason));
            case REJECTED -> done(new PaymentResult.Rejected(reason));
            case PENDING -> done(new PaymentResult.Pending());
            case PAID, UNCLEAR -> unclear(instruction, node, reason);
        };
    }

    private CompletionStage<PaymentResult> unclear(Instruction instruction, JsonNode node, String reason) {
        CompletionStage<Optional<PaymentResult>> found =
                Json.hash(node, "paymentHash").map(hash -> byHash(hash.hex())).orElseGet(() -> lookup(instruction));
        return found.thenApply(result -> result.orElse(new PaymentResult.Unknown("gave an unknown reason: " + reason)))
                .exceptionally(Outcomes::unknown);
    }

    private CompletionStage<Optional<PaymentResult>> byHash(String hash) {
        return api.outgoingByHash(hash)
                .thenApply(node -> node.map(OutgoingPayment::of).map(OutgoingPayment::result));
    }

    /** The answer says whole satoshi; where they are those of the known rule, the rule gives the rest. */
    private static MilliSatoshi fee(Instruction instruction, MilliSatoshi told) {
        MilliSatoshi exact = exactFee(instruction.amount());
        return exact.msat() / 1000 == told.msat() / 1000 ? exact : told;
    }

    private static MilliSatoshi exactFee(MilliSatoshi amount) {
        return FEE_BASE.plus(MilliSatoshi.of(amount.msat() / 1000 * FEE_PARTS_PER_MILLION / 1000));
    }

    private static CompletionStage<PaymentResult> done(PaymentResult result) {
        return CompletableFuture.completedStage(result);
    }
}
