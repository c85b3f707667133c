package org.eltor.wallet.strike.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.wallet.contract.FakeNode;
import org.eltor.wallet.contract.FakePayment;
import org.eltor.wallet.contract.LocalServer;
import org.eltor.wallet.contract.LocalServer.Call;
import org.eltor.wallet.contract.LocalServer.Reply;
import org.eltor.wallet.contract.Mood;
import org.eltor.wallet.contract.TestCertificate;
import org.eltor.wallet.contract.WalletDouble;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.Secret;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Bolt11Invoice;
import org.eltor.wallet.support.codec.Chain;
import org.eltor.wallet.support.codec.CodecException;

/** Strike's API, version 1, as its public pages have it. */
public final class StrikeDouble implements WalletDouble {
    private static final String KEY = "9F0000STRIKE0KEYF00DCAFE00000000000000000000000000000000000000AB";
    private static final String WRONG = "WRONG0KEYF00DCAFE000000000000";
    private static final long FEE = 1_000;

    private final FakeNode node;
    private final LocalServer server;
    private final Map<String, String> quotes = new ConcurrentHashMap<>();
    private final Map<String, String> quoteOfKey = new ConcurrentHashMap<>();
    private volatile Mood mood = Mood.SETTLES;

    public StrikeDouble(long seed, Clock clock) {
        this.node = new FakeNode(seed, clock);
        this.server = new LocalServer(Optional.of(TestCertificate.own()), this::answer);
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of(
                "url",
                server.uri().toString(),
                "key",
                KEY,
                "tls_pin",
                TestCertificate.own().pin(),
                "fee_base_msat",
                FEE);
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
        return new StrikeBackend(
                new StrikeSettings(
                        access == Access.NOBODY ? URI.create("http://127.0.0.1:9") : server.uri(),
                        new Secret(access == Access.WRONG_SECRET ? WRONG : KEY),
                        TestCertificate.trust(access),
                        Duration.ofSeconds(10),
                        node.patience(),
                        MilliSatoshi.of(0),
                        5_000),
                bench);
    }

    @Override
    public Payee payee(MilliSatoshi amount) {
        return new Payee(
                PayeeKind.BOLT11_INVOICE,
                node.invoice(amount.roundedUpToSatoshi().msat()));
    }

    @Override
    public Payee payeeOn(Chain chain, MilliSatoshi amount) {
        return new Payee(PayeeKind.BOLT11_INVOICE, node.invoice(chain.prefix(), amount.msat(), Duration.ofHours(1)));
    }

    @Override
    public Payee expiredPayee(MilliSatoshi amount) {
        return new Payee(PayeeKind.BOLT11_INVOICE, node.invoice("bc", amount.msat(), Duration.ZERO));
    }

    @Override
    public List<String> secrets() {
        return List.of(KEY, WRONG);
    }

    @Override
    public MilliSatoshi fee(MilliSatoshi amount) {
        return MilliSatoshi.of(FEE);
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public boolean provesPayments() {
        return false;
    }

    @Override
    public Optional<String> proof(FakePayment payment) {
        return Optional.empty();
    }

    @Override
    public boolean findsLostPayments() {
        return false;
    }

    private Reply answer(Call call) {
        if (!call.header("Authorization").equals("Bearer " + KEY) || mood == Mood.REFUSES) {
            return error(401, "UNAUTHORIZED", "Unauthorized");
        }
        String path = call.path();
        if (path.equals("/balances")) {
            return Reply.json(200, """
                    [{"currency":"USD","available":"5.00"},
                     {"currency":"BTC","available":"0.00100000","current":"0.00100000","total":"0.00100000"}]""");
        }
        if (path.equals("/payment-quotes/lightning")) {
            return quote(call);
        }
        if (call.method().equals("PATCH") && path.endsWith("/execute")) {
            return execute(path.split("/")[2]);
        }
        return node.byId(path.substring(path.lastIndexOf('/') + 1))
                .map(payment -> payment(200, payment))
                .orElseGet(() -> error(404, "NOT_FOUND", "Payment not found"));
    }

    private Reply quote(Call call) {
        JsonNode body = Json.parse(call.body());
        String known = quoteOfKey.get(call.header("idempotency-key"));
        if (known != null) {
            return Reply.json(409, """
                    {"traceId":"0HN","data":{"status":409,"code":"DUPLICATE_PAYMENT_QUOTE","message":"Duplicate",
                    "values":{"paymentQuoteId":"%s"}}}""".formatted(known));
        }
        if (mood == Mood.IS_POOR) {
            return error(422, "BALANCE_TOO_LOW", "Payer does not have sufficient funds");
        }
        String id = node.freshId().toString();
        quotes.put(id, body.get("lnInvoice").textValue());
        quoteOfKey.put(call.header("idempotency-key"), id);
        String amount = bitcoin(invoice(id).amount().orElseThrow().msat());
        return Reply.json(200, """
                {"paymentQuoteId":"%s","description":"a relay","validUntil":"2999-01-01T00:00:00.000+00:00",
                "amount":{"amount":"%s","currency":"BTC"},"lightningNetworkFee":{"amount":"%s","currency":"BTC"},
                "totalFee":{"amount":"%s","currency":"BTC"}}""".formatted(id, amount, bitcoin(FEE), bitcoin(FEE)));
    }

    private Reply execute(String id) {
        switch (mood) {
            case FAILS -> {
                return error(422, "PAYMENT_QUOTE_EXPIRED", "Payment quote expired");
            }
            case BREAKS -> {
                return Reply.json(503, "{\"traceId\":\"0HN\",\"data\":{\"status\":503,\"code\":\"MAINTENANCE_MODE\"}}");
            }
            case SLEEPS -> {
                return Reply.silence();
            }
            default -> {}
        }
        Bolt11Invoice invoice = invoice(id);
        Optional<FakePayment> made = node.payInvoice(
                invoice.hash().hex(), invoice.amount().orElseThrow().msat(), FEE, quotes.get(id));
        if (made.isEmpty()) {
            return error(409, "PAYMENT_PROCESSED", "Payment already processed");
        }
        if (!mood.holds()) {
            node.settle(made.get());
        }
        return switch (mood) {
            case HANGS -> Reply.silence();
            case DROPS -> Reply.drop();
            case BABBLES -> Reply.text(200, "<html>");
            case FLOODS -> Reply.flood(200, "{\"paymentId\":\"x\",".repeat(50));
            default -> payment(200, made.get());
        };
    }

    private static Reply payment(int status, FakePayment payment) {
        String state = switch (payment.state()) {
            case PENDING -> "PENDING";
            case SETTLED -> "COMPLETED";
            case FAILED -> "FAILED";
        };
        return Reply.json(
                status, """
                {"paymentId":"%s","state":"%s","completed":"2026-01-01T00:00:00+00:00",
                "amount":{"amount":"%s","currency":"BTC"},"totalFee":{"amount":"%s","currency":"BTC"},
                "lightning":{"networkFee":{"amount":"%s","currency":"BTC"}}}""".formatted(payment.id(), state, bitcoin(payment.msat()), bitcoin(FEE), bitcoin(FEE)));
    }

    private Bolt11Invoice invoice(String quote) {
        try {
            return Bolt11Invoice.parse(quotes.get(quote));
        } catch (CodecException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String bitcoin(long msat) {
        return java.math.BigDecimal.valueOf(msat / 1_000, 8).toPlainString();
    }

    private static Reply error(int status, String code, String message) {
        return Reply.json(
                status,
                "{\"traceId\":\"0HN\",\"data\":{\"status\":" + status + ",\"code\":\"" + code + "\",\"message\":\""
                        + message + "\"}}");
    }
}
