package org.eltor.wallet.cln.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.wallet.contract.FakeNode;
import org.eltor.wallet.contract.FakePayment;
import org.eltor.wallet.contract.LocalServer;
import org.eltor.wallet.contract.LocalServer.Call;
import org.eltor.wallet.contract.LocalServer.Reply;
import org.eltor.wallet.contract.Mood;
import org.eltor.wallet.contract.PayingNetwork;
import org.eltor.wallet.contract.TestCertificate;
import org.eltor.wallet.contract.TestInvoices;
import org.eltor.wallet.contract.WalletDouble;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.Secret;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Bolt11Invoice;
import org.eltor.wallet.support.codec.Bolt12Invoice;
import org.eltor.wallet.support.codec.Chain;
import org.eltor.wallet.support.codec.CodecException;

/** A Core Lightning node behind clnrest, as its schemas in {@code doc/schemas} have it. */
public final class ClnDouble implements WalletDouble {
    private static final String RUNE = "f00dcafeRune000000000000000000000000000000000000000=";
    private static final long FEE = 7;

    private final boolean real;
    private final boolean offers;
    private final String version;
    private final Clock clock;
    private final FakeNode node;
    private final LocalServer server;
    private volatile Mood mood = Mood.SETTLES;
    private volatile long triesFor;

    /** @param version {@code v24.08} has no xpay */
    public ClnDouble(boolean offers, String version, long seed, Clock clock) {
        this(offers, version, seed, clock, Optional.empty());
    }

    /**
     * @param version {@code v24.08} has no xpay
     * @param network where payments are made; empty for none
     */
    public ClnDouble(boolean offers, String version, long seed, Clock clock, Optional<PayingNetwork> network) {
        this.real = network.isPresent();
        this.offers = offers;
        this.version = version;
        this.clock = clock;
        this.node = new FakeNode(seed, clock, network);
        this.server = new LocalServer(Optional.of(TestCertificate.own()), this::answer);
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of(
                "url", server.uri().toString(),
                "rune", RUNE,
                "tls_pin", TestCertificate.own().pin());
    }

    @Override
    public FakeNode node() {
        return node;
    }

    LocalServer server() {
        return server;
    }

    @Override
    public void mood(Mood next) {
        mood = next;
    }

    @Override
    public Backend open(Access access, Workbench bench) throws IOException {
        return new ClnBackend(
                new ClnSettings(
                        access == Access.NOBODY ? URI.create("http://127.0.0.1:9") : server.uri(),
                        new Secret(access == Access.WRONG_SECRET ? "wrongRune0f00dcafe00" : RUNE),
                        TestCertificate.trust(access),
                        PayCommand.AUTO,
                        Duration.ofSeconds(10),
                        node.patience(),
                        MilliSatoshi.of(1_000),
                        5_000),
                bench);
    }

    @Override
    public Payee payee(MilliSatoshi amount) {
        return offers
                ? new Payee(PayeeKind.BOLT12_OFFER, TestInvoices.offer(node.freshHex()))
                : new Payee(PayeeKind.BOLT11_INVOICE, node.invoice(amount.msat()));
    }

    @Override
    public Payee payeeOn(Chain chain, MilliSatoshi amount) {
        return offers
                ? new Payee(PayeeKind.BOLT12_OFFER, TestInvoices.offerOnRegtest(node.freshHex()))
                : new Payee(PayeeKind.BOLT11_INVOICE, node.invoice(chain.prefix(), amount.msat(), Duration.ofHours(1)));
    }

    @Override
    public Payee expiredPayee(MilliSatoshi amount) {
        return offers
                ? new Payee(PayeeKind.BOLT12_OFFER, TestInvoices.offerUntil(node.freshHex(), clock.instant()))
                : new Payee(PayeeKind.BOLT11_INVOICE, node.invoice("bc", amount.msat(), Duration.ZERO));
    }

    @Override
    public List<String> secrets() {
        return List.of(RUNE, "wrongRune0f00dcafe00");
    }

    @Override
    public MilliSatoshi fee(MilliSatoshi amount) {
        return MilliSatoshi.of(FEE);
    }

    /** As long as {@code retry_for} has it, the search for a last route, and the request's way here. */
    @Override
    public Duration tries() {
        return Duration.ofSeconds(45);
    }

    @Override
    public OptionalLong triesFor() {
        return OptionalLong.of(triesFor);
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer(Call call) {
        if (!call.header("Rune").equals(RUNE) || mood == Mood.REFUSES) {
            return Reply.json(401, "{\"code\":1502,\"message\":\"Not authorized: Not derived from master\"}");
        }
        JsonNode params = Json.parse(call.body());
        return switch (call.path()) {
            case "/v1/getinfo" ->
                Reply.json(201, """
                    {"id":"02%s","alias":"double","num_active_channels":2,"blockheight":900000,
                    "network":"%s","version":"%s"}""".formatted(node.freshHex(), real ? node.chain() : "bitcoin", version));
            case "/v1/listpeerchannels" ->
                Reply.json(201, """
                    {"channels":[
                     {"state":"CHANNELD_NORMAL","peer_connected":true,"spendable_msat":%s,"receivable_msat":0},
                     {"state":"CHANNELD_NORMAL","peer_connected":false,"spendable_msat":5000},
                     {"state":"ONCHAIN","peer_connected":true,"spendable_msat":5000}]}""".formatted(mood == Mood.IS_POOR ? "0" : "\"100000000msat\""));
            case "/v1/fetchinvoice" -> fetch(params);
            case "/v1/pay" -> pay(params, params.path("bolt11").asText(), false);
            case "/v1/xpay" ->
                version.startsWith("v24.0")
                        ? Reply.json(404, "{\"code\":-32601,\"message\":\"Unknown command 'xpay'\"}")
                        : pay(params, params.path("invstring").asText(), true);
            case "/v1/listpays" -> list(params.get("payment_hash").textValue());
            default -> Reply.json(404, "{\"code\":-32601,\"message\":\"Unknown command\"}");
        };
    }

    private Reply fetch(JsonNode params) {
        try {
            String invoice = node.bolt12Invoice(
                    params.get("offer").textValue(),
                    params.get("payer_note").textValue(),
                    params.get("amount_msat").longValue());
            return Reply.json(201, "{\"invoice\":\"" + invoice + "\",\"changes\":{}}");
        } catch (PayingNetwork.FailedException e) {
            return e.byPayee()
                    ? error(1004, "Remote node sent failure message")
                    : error(1005, "Timeout waiting for response");
        }
    }

    private Reply pay(JsonNode params, String what, boolean modern) {
        switch (mood) {
            case FAILS -> {
                return error(203, "Destination said it doesn't know invoice: incorrect_or_unknown_payment_details");
            }
            case IS_POOR -> {
                return error(205, "Could not find a route");
            }
            case BREAKS -> {
                return Reply.text(502, "Bad Gateway " + what);
            }
            case SLEEPS -> {
                return Reply.silence();
            }
            default -> {}
        }
        triesFor = params.get("retry_for").longValue();
        long maxFee = params.get("maxfee").longValue();
        if (!real && maxFee < FEE) {
            return error(206, "Route wanted fee of 7msat");
        }
        String hash;
        long msat;
        try {
            boolean modernInvoice = what.startsWith("lni1");
            hash = modernInvoice
                    ? Bolt12Invoice.parse(what).hash().hex()
                    : Bolt11Invoice.parse(what).hash().hex();
            msat = modernInvoice
                    ? Bolt12Invoice.parse(what).amount().msat()
                    : Bolt11Invoice.parse(what).amount().orElseThrow().msat();
        } catch (CodecException e) {
            return error(-32602, "Invalid invstring");
        }
        Optional<FakePayment> made = node.payInvoice(hash, msat, real ? maxFee : FEE, what);
        if (made.isEmpty()) {
            return modern ? error(219, "Already paid") : paid(node.byHash(hash).orElseThrow(), false);
        }
        if (!mood.holds()) {
            node.settle(made.get());
        }
        if (made.get().state() == FakePayment.State.FAILED && mood == Mood.SETTLES) {
            return made.get().isRefused()
                    ? error(203, "Destination said it doesn't know invoice: incorrect_or_unknown_payment_details")
                    : error(205, "Could not find a route");
        }
        return switch (mood) {
            case RETRIES, SEARCHES -> Reply.silence();
            case PENDS -> modern ? Reply.silence() : paid(made.get(), false);
            case HANGS -> Reply.silence();
            case DROPS -> Reply.drop();
            case BABBLES -> Reply.text(201, "{\"payment_preimage\":12");
            case FLOODS ->
                Reply.flood(201, "{\"payment_preimage\":\"" + made.get().preimage() + "\",".repeat(50));
            case LIES -> answerOf(made.get(), node.freshHex(), modern);
            default -> paid(made.get(), modern);
        };
    }

    private static Reply paid(FakePayment payment, boolean modern) {
        return answerOf(payment, payment.preimage(), modern);
    }

    private static Reply answerOf(FakePayment payment, String preimage, boolean modern) {
        long sent = payment.msat() + payment.feeMsat();
        if (modern) {
            return Reply.json(201, """
                    {"payment_preimage":"%s","failed_parts":0,"successful_parts":1,"amount_msat":%d,
                    "amount_sent_msat":%d}""".formatted(preimage, payment.msat(), sent));
        }
        boolean complete = payment.state() == FakePayment.State.SETTLED;
        return Reply.json(201, """
                {"payment_preimage":"%s","payment_hash":"%s","created_at":1761480000.123,"parts":1,
                "amount_msat":"%dmsat","amount_sent_msat":"%dmsat","status":"%s"}""".formatted(
                complete ? preimage : "", payment.hash(), payment.msat(), sent, complete ? "complete" : "pending"));
    }

    private Reply list(String hash) {
        String entry = node.byHash(hash)
                .filter(payment -> mood != Mood.SEARCHES || payment.state() != FakePayment.State.PENDING)
                .map(payment -> """
                {"payment_hash":"%s","status":"%s","created_at":%d,%s"amount_msat":%d,"amount_sent_msat":%d,
                "number_of_parts":1}""".formatted(
                                payment.hash(),
                                switch (payment.state()) {
                                    case PENDING -> mood == Mood.RETRIES ? "failed" : "pending";
                                    case SETTLED -> "complete";
                                    case FAILED -> "failed";
                                },
                                payment.createdAt().getEpochSecond(),
                                payment.state() == FakePayment.State.SETTLED
                                        ? "\"preimage\":\"" + payment.preimage() + "\","
                                        : "",
                                payment.msat(),
                                payment.msat() + payment.feeMsat()))
                .orElse("");
        return Reply.json(201, "{\"pays\":[" + entry + "]}");
    }

    private static Reply error(int code, String message) {
        return Reply.json(500, "{\"code\":" + code + ",\"message\":\"" + message + "\",\"data\":{}}");
    }
}
