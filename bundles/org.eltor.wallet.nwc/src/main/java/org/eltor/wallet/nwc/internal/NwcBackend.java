package org.eltor.wallet.nwc.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletTrait;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.Outcomes;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Chain;

/** A wallet behind Nostr Wallet Connect: invoices only, each its own name. */
final class NwcBackend implements Backend {
    /** A relay may deliver a request until it expires. */
    private static final Duration ABSENCE = NwcClient.EXPIRATION.plusSeconds(10);

    /** A node behind the service may show a payment as failed between two tries; nodes try for a minute. */
    private static final Duration TRYING = NwcClient.EXPIRATION.plusSeconds(60);

    private static final String PAY = "pay_invoice";
    private static final String LOOKUP = "lookup_invoice";

    private final NwcSettings settings;
    private final NwcClient client;
    private final Clock clock;
    private volatile Set<String> methods = Set.of();
    private volatile Optional<Chain> chain = Optional.empty();
    private volatile WalletCapabilities capabilities;

    NwcBackend(NwcSettings settings, Workbench bench) throws IOException {
        this.settings = settings;
        this.client = new NwcClient(settings, bench);
        this.clock = bench.clock();
        this.capabilities = capabilities(true);
    }

    @Override
    public WalletCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public CompletionStage<Optional<String>> check() {
        return client.ready()
                .thenCompose(ready -> client.ask("get_info", Json.object(), settings.query()))
                .thenApply(this::learned);
    }

    @Override
    public Optional<Chain> chain() {
        return chain;
    }

    @Override
    public CompletionStage<MilliSatoshi> balance() {
        return client.ask("get_balance", Json.object(), settings.query())
                .thenApply(reply -> Json.demandMsat(reply.demand(), "balance"));
    }

    @Override
    public CompletionStage<Optional<PaymentHandle>> prepare(Instruction instruction) {
        return CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public CompletionStage<PaymentResult> pay(Instruction instruction) {
        ObjectNode params = Json.object().put("invoice", instruction.payee());
        if (instruction.choosesAmount()) {
            params.put("amount", instruction.amount().msat());
        }
        Duration expiration =
                Duration.ofSeconds(instruction.secondsToSend(clock.instant(), NwcClient.EXPIRATION.toSeconds()));
        return Outcomes.ofPaying(
                client.ask(PAY, params, settings.payment(), expiration), reply -> answered(reply, instruction));
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(Instruction instruction) {
        PaymentHash hash = hash(instruction);
        if (!methods.isEmpty() && !methods.contains(LOOKUP)) {
            return CompletableFuture.completedStage(
                    Optional.of(new PaymentResult.Unknown("does not say what became of a payment")));
        }
        return client.ask(LOOKUP, Json.object().put("payment_hash", hash.hex()), settings.query())
                .thenApply(reply -> reply.is(NwcReply.NOT_FOUND)
                        ? Optional.empty()
                        : Optional.of(state(reply.demand(), hash, instruction.amount())));
    }

    @Override
    public Duration trying(Instruction instruction) {
        return TRYING;
    }

    @Override
    public Duration absence() {
        return ABSENCE;
    }

    @Override
    public void close() {
        client.close();
    }

    private Optional<String> learned(NwcReply reply) {
        if (reply.refusesUs()) {
            throw new CallException(Kind.NOT_ALLOWED, NwcClient.UNAUTHORIZED);
        }
        Set<String> known = new HashSet<>(client.info().map(WalletInfo::methods).orElse(Set.of()));
        if (!reply.isError()) {
            chain = Json.text(reply.result(), "network").flatMap(Chain::named);
            JsonNode listed = reply.result().path("methods");
            if (listed.isArray() && !listed.isEmpty()) {
                known.clear();
                listed.forEach(method -> known.add(method.asText()));
            }
        }
        if (methods.isEmpty()) { // what a registered wallet can do does not change
            capabilities = capabilities(known.isEmpty() || known.contains(LOOKUP));
            methods = Set.copyOf(known);
        }
        if (known.isEmpty() && reply.isError()) {
            return Optional.of("answers get_info with " + reply.reason());
        }
        return known.isEmpty() || known.contains(PAY)
                ? Optional.empty()
                : Optional.of("may not pay: allow pay_invoice for this connection in the wallet");
    }

    private CompletionStage<PaymentResult> answered(NwcReply reply, Instruction instruction) {
        if (reply.refusesRequest()) {
            return done(new PaymentResult.Rejected(reply.reason()));
        }
        if (reply.is(NwcReply.PAYMENT_FAILED)) {
            return confirmed(reply, instruction);
        }
        if (reply.isError()) {
            return done(new PaymentResult.Unknown(reply.reason()));
        }
        Optional<PaymentPreimage> preimage = Json.preimage(reply.result(), "preimage");
        if (preimage.isEmpty()) {
            return lookup(instruction)
                    .thenApply(found -> found.orElse(new PaymentResult.Unknown("sent an answer without a preimage")));
        }
        return done(new PaymentResult.Settled(hash(instruction), preimage, instruction.amount(), fee(reply.result())));
    }

    /** It may mean "not in time": only a lookup makes a failure of it. */
    private CompletionStage<PaymentResult> confirmed(NwcReply reply, Instruction instruction) {
        return lookup(instruction)
                .thenApply(found -> found.orElse(new PaymentResult.Failed("could not pay: " + reply.message())));
    }

    private static PaymentResult state(JsonNode transaction, PaymentHash hash, MilliSatoshi due) {
        if (Json.text(transaction, "type").filter("incoming"::equals).isPresent()) {
            return new PaymentResult.Unknown("shows an incoming payment of that invoice");
        }
        Optional<PaymentPreimage> preimage = Json.preimage(transaction, "preimage");
        boolean dated = transaction.path("settled_at").isNumber();
        String state = Json.text(transaction, "state").orElse(dated || preimage.isPresent() ? "settled" : "pending");
        return switch (state) {
            case "settled" -> new PaymentResult.Settled(hash, preimage, due, fee(transaction));
            case "failed", "expired" -> new PaymentResult.Failed("shows the payment as failed");
            default -> new PaymentResult.Pending();
        };
    }

    private static MilliSatoshi fee(JsonNode node) {
        return Json.msat(node, "fees_paid").orElse(MilliSatoshi.ZERO);
    }

    private WalletCapabilities capabilities(boolean looksUp) {
        Set<String> warnings = new HashSet<>(Set.of(
                "custodial in most cases: the service sees every relay paid, and can reconstruct your circuits",
                "relays of Nostr see when you pay, though not whom",
                "no fee limit: the wallet decides what a payment may cost",
                "no BOLT12: pays only relays that hand out invoices, and no payer's note reaches them"));
        if (!looksUp) {
            warnings.add("no lookup: a payment whose answer is lost stays unknown");
        }
        return new WalletCapabilities(
                        Set.of(PayeeKind.BOLT11_INVOICE),
                        false,
                        looksUp,
                        settings.feeBase(),
                        settings.feePartsPerMillion(),
                        warnings)
                .with(WalletTrait.CUSTODIAL);
    }

    private static PaymentHash hash(Instruction instruction) {
        return instruction.invoice().orElseThrow().hash();
    }

    private static CompletionStage<PaymentResult> done(PaymentResult result) {
        return CompletableFuture.completedStage(result);
    }
}
