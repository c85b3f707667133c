package org.eltor.wallet.phoenixd.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
import org.eltor.wallet.support.Secret;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Bolt11Invoice;
import org.eltor.wallet.support.codec.Chain;
import org.eltor.wallet.support.codec.CodecException;

/** A phoenixd 0.8 behind a reverse proxy with TLS, as {@code Api.kt} and {@code JsonSerializers.kt} have it. */
public final class PhoenixdDouble implements WalletDouble {
    private static final String PASSWORD = "f00dcafe-the-full-password-0001";

    private final boolean offers;
    private final Clock clock;
    private final FakeNode node;
    private final LocalServer server;
    private volatile Mood mood = Mood.SETTLES;
    private volatile String reason;

    public PhoenixdDouble(boolean offers, long seed, Clock clock) {
        this(offers, seed, clock, Optional.empty());
    }

    /** @param network where payments are made; empty for none */
    public PhoenixdDouble(boolean offers, long seed, Clock clock, Optional<PayingNetwork> network) {
        this.offers = offers;
        this.clock = clock;
        this.node = new FakeNode(seed, clock, network);
        this.server = new LocalServer(Optional.of(TestCertificate.own()), this::answer);
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of(
                "url", server.uri().toString(),
                "password", PASSWORD,
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

    /** Fails payments with this reason, in HTTP 200. */
    void reason(String text) {
        mood = Mood.FAILS;
        reason = text;
    }

    @Override
    public Backend open(Access access, Workbench bench) throws IOException {
        URI base = access == Access.NOBODY ? URI.create("http://127.0.0.1:9") : server.uri();
        String password = access == Access.WRONG_SECRET ? "f00dcafe-another-0002" : PASSWORD;
        return new PhoenixdBackend(
                new PhoenixdSettings(
                        base,
                        new Secret(password),
                        TestCertificate.trust(access),
                        Duration.ofSeconds(10),
                        node.patience(),
                        Duration.ofMillis(1),
                        Duration.ofMillis(1_000)),
                bench);
    }

    @Override
    public Payee payee(MilliSatoshi amount) {
        return offers
                ? new Payee(PayeeKind.BOLT12_OFFER, TestInvoices.offer(node.freshHex()))
                : new Payee(
                        PayeeKind.BOLT11_INVOICE,
                        node.invoice(amount.roundedUpToSatoshi().msat()));
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
        return List.of(PASSWORD, "f00dcafe-another-0002");
    }

    @Override
    public MilliSatoshi fee(MilliSatoshi amount) {
        return MilliSatoshi.of(4_000 + amount.msat() * 4 / 1_000);
    }

    /** It waits for the invoice of an offer, and shows nothing meanwhile. */
    @Override
    public Duration tries() {
        return offers ? Duration.ofSeconds(30) : Duration.ZERO;
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer(Call call) {
        String login = "Basic " + Base64.getEncoder().encodeToString((":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        if (!call.header("Authorization").equals(login) || mood == Mood.REFUSES) {
            return Reply.text(
                    401, "Invalid authentication (use basic auth with the http password set in phoenix.conf)");
        }
        return switch (call.method() + " " + call.path()) {
            case "GET /getinfo" -> Reply.json(200, """
                    {
                        "nodeId": "03%s",
                        "channels": [ { "state": "Normal", "channelId": "%s", "balanceSat": 100000,
                          "inboundLiquiditySat": 0, "capacitySat": 200000, "fundingTxId": "00" } ],
                        "chain": "%s",
                        "blockHeight": 900000,
                        "version": "0.8.0-402c2ea"
                    }""".formatted(node.freshHex(), node.freshHex(), node.chain()));
            case "GET /getbalance" -> Reply.json(200, "{ \"balanceSat\": 100000, \"feeCreditSat\": 7 }");
            case "POST /payoffer" -> pay(call.form(), true);
            case "POST /payinvoice" -> pay(call.form(), false);
            case "GET /payments/outgoing" -> list(call.query());
            default -> one(call.path());
        };
    }

    private Reply pay(Map<String, String> form, boolean offer) {
        String what = form.get(offer ? "offer" : "invoice");
        if (what == null || offer && !form.containsKey("amountSat")) {
            return Reply.text(400, "Request parameter " + (what == null ? "offer" : "amountSat") + " is missing");
        }
        if (offer && !form.getOrDefault("message", "").matches("[0-9a-f]{64}")) {
            return Reply.text(400, "the double expects a note");
        }
        switch (mood) {
            case FAILS -> {
                return failure(what, reason == null ? "recipient node is offline or unreachable" : reason);
            }
            case IS_POOR -> {
                return failure(what, "not enough funds in wallet to afford payment");
            }
            case BREAKS -> {
                return Reply.text(500, "cannot resolve address: " + what);
            }
            case SLEEPS -> {
                return Reply.silence();
            }
            default -> {}
        }
        Optional<FakePayment> made;
        try {
            made = make(form, what, offer);
        } catch (PayingNetwork.FailedException e) {
            return failure(
                    what,
                    e.byPayee()
                            ? "recipient responded to the invoice request with an error"
                            : "no response to the invoice request");
        }
        if (made.isEmpty()) {
            return failure(what, "this invoice has already been paid");
        }
        if (!mood.holds()) {
            node.settle(made.get());
        }
        if (made.get().state() == FakePayment.State.FAILED && mood == Mood.SETTLES) {
            return failure(
                    what,
                    made.get().isRefused()
                            ? "recipient node rejected the payment"
                            : "recipient node is offline or unreachable");
        }
        return switch (mood) {
            case PENDS, RETRIES, SEARCHES, HANGS -> Reply.silence();
            case DROPS -> Reply.drop();
            case BABBLES -> Reply.text(200, "<html>" + made.get().preimage());
            case FLOODS ->
                Reply.flood(200, "{\"paymentPreimage\":\"" + made.get().preimage() + "\",".repeat(50));
            case LIES -> success(made.get(), node.freshHex());
            default -> success(made.get(), made.get().preimage());
        };
    }

    private Optional<FakePayment> make(Map<String, String> form, String what, boolean offer)
            throws PayingNetwork.FailedException {
        if (offer) {
            long msat = Long.parseLong(form.get("amountSat")) * 1_000;
            return Optional.of(node.payOffer(msat, fee(MilliSatoshi.of(msat)).msat(), what, form.get("message")));
        }
        try {
            Bolt11Invoice invoice = Bolt11Invoice.parse(what);
            long msat = invoice.amount().map(MilliSatoshi::msat).orElse(0L);
            return node.payInvoice(
                    invoice.hash().hex(), msat, fee(MilliSatoshi.of(msat)).msat(), what);
        } catch (CodecException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply failure(String what, String why) {
        String name = offers ? "offerId" : "paymentHash";
        String id = node.freshHex();
        if (!offers) {
            try {
                id = Bolt11Invoice.parse(what).hash().hex();
            } catch (CodecException e) {
                throw new IllegalStateException(e);
            }
        }
        return Reply.json(200, "{ \"" + name + "\": \"" + id + "\", \"reason\": \"" + why + "\" }");
    }

    private static Reply success(FakePayment payment, String preimage) {
        return Reply.json(200, """
                { "recipientAmountSat": %d, "routingFeeSat": %d,
                  "paymentId": "%s",
                  "paymentHash": "%s", "paymentPreimage": "%s" }""".formatted(
                        payment.msat() / 1_000, payment.feeMsat() / 1_000, payment.id(), payment.hash(), preimage));
    }

    private Reply list(Map<String, String> query) {
        long from = Long.parseLong(query.get("from"));
        long to = Long.parseLong(query.getOrDefault("to", Long.toString(Long.MAX_VALUE)));
        boolean all = Boolean.parseBoolean(query.get("all"));
        return Reply.json(
                200,
                node.payments().stream()
                        .filter(payment -> mood != Mood.SEARCHES || payment.state() != FakePayment.State.PENDING)
                        .filter(payment -> all || payment.state() == FakePayment.State.SETTLED)
                        .filter(payment -> payment.createdAt().toEpochMilli() >= from
                                && payment.createdAt().toEpochMilli() <= to)
                        .skip(Long.parseLong(query.getOrDefault("offset", "0")))
                        .limit(Long.parseLong(query.getOrDefault("limit", "20")))
                        .map(this::outgoing)
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private Reply one(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        Optional<FakePayment> payment =
                path.startsWith("/payments/outgoingbyhash/") ? node.byHash(last) : node.byId(last);
        return payment.map(found -> Reply.json(200, outgoing(found))).orElse(Reply.text(404, "Not found"));
    }

    private String outgoing(FakePayment payment) {
        boolean paid = payment.state() == FakePayment.State.SETTLED;
        boolean pending = payment.state() == FakePayment.State.PENDING;
        long fee = paid ? payment.feeMsat() : 0;
        return """
                { "type": "outgoing_payment", "subType": "lightning", "paymentId": "%s",
                  "paymentHash": "%s",%s "isPaid": %s,
                  "sent": %d, "fees": %d,%s%s "createdAt": %d }""".formatted(
                        payment.id(),
                        payment.hash(),
                        paid ? " \"preimage\": \"" + payment.preimage() + "\"," : "",
                        paid,
                        (payment.msat() + fee) / 1_000,
                        fee,
                        payment.what().startsWith("lnb") ? " \"invoice\": \"" + payment.what() + "\"," : "",
                        pending ? "" : " \"completedAt\": " + clock.millis() + ",",
                        payment.createdAt().toEpochMilli());
    }
}
