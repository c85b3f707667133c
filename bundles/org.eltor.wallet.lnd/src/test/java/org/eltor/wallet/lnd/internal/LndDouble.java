package org.eltor.wallet.lnd.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
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
import org.eltor.wallet.contract.WalletDouble;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.Secret;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Bolt11Invoice;
import org.eltor.wallet.support.codec.Chain;
import org.eltor.wallet.support.codec.CodecException;

/** An LND node behind its REST interface, as the swagger files of {@code lnrpc} have it. */
public final class LndDouble implements WalletDouble {
    private static final String MACAROON = "0201036c6e64f00dcafe000000000000000000000000000000000000000000dead";
    private static final String WRONG = "02010300f00dcafe0000000000000000000000000000000000000000000000beef";
    private static final long FEE = 13;

    private final boolean real;
    private final FakeNode node;
    private final LocalServer server;
    private volatile Mood mood = Mood.SETTLES;
    private volatile long triesFor;

    public LndDouble(long seed, Clock clock) {
        this(seed, clock, Optional.empty());
    }

    /** @param network where payments are made; empty for none */
    public LndDouble(long seed, Clock clock, Optional<PayingNetwork> network) {
        this.real = network.isPresent();
        this.node = new FakeNode(seed, clock, network);
        this.server = new LocalServer(Optional.of(TestCertificate.own()), this::answer);
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of(
                "url", server.uri().toString(),
                "macaroon", MACAROON,
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
        return new LndBackend(
                new LndSettings(
                        access == Access.NOBODY ? URI.create("http://127.0.0.1:9") : server.uri(),
                        new Secret(access == Access.WRONG_SECRET ? WRONG : MACAROON),
                        TestCertificate.trust(access),
                        Duration.ofSeconds(10),
                        node.patience(),
                        MilliSatoshi.of(1_000),
                        5_000),
                bench);
    }

    @Override
    public Payee payee(MilliSatoshi amount) {
        return new Payee(PayeeKind.BOLT11_INVOICE, node.invoice(amount.msat()));
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
        return List.of(MACAROON, WRONG);
    }

    @Override
    public MilliSatoshi fee(MilliSatoshi amount) {
        return MilliSatoshi.of(FEE);
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
        String path = call.path();
        boolean known = call.header("Grpc-Metadata-macaroon").equals(MACAROON);
        if (!known || mood == Mood.REFUSES) {
            return error(500, 2, "verification failed: signature mismatch after caveat verification");
        }
        if (path.equals("/v1/getinfo")) {
            return Reply.json(200, """
                    {"version":"0.19.0-beta","identity_pubkey":"02%s","num_active_channels":3,"synced_to_chain":true,
                    "chains":[{"chain":"bitcoin","network":"%s"}]}""".formatted(node.freshHex(), node.chain()));
        }
        if (path.equals("/v1/balance/channels")) {
            return Reply.json(
                    200, "{\"balance\":\"100000\",\"local_balance\":{\"sat\":\"100000\",\"msat\":\"100000000\"}}");
        }
        if (path.equals("/v2/router/send")) {
            return pay(Json.parse(call.body()));
        }
        if (path.startsWith("/v2/router/track/")) {
            return track(path.substring(path.lastIndexOf('/') + 1));
        }
        return error(404, 5, "Not Found");
    }

    private Reply pay(JsonNode body) {
        triesFor = body.get("timeout_seconds").longValue();
        String what = body.get("payment_request").textValue();
        String hash;
        long msat;
        try {
            Bolt11Invoice invoice = Bolt11Invoice.parse(what);
            hash = invoice.hash().hex();
            msat = invoice.amount().orElseThrow().msat();
        } catch (CodecException e) {
            return error(500, 2, "checksum failed. Expected x, got y.");
        }
        switch (mood) {
            case FAILS -> {
                return result(hash, msat, "FAILED", "FAILURE_REASON_NO_ROUTE", "0".repeat(64), 0);
            }
            case IS_POOR -> {
                return result(hash, msat, "FAILED", "FAILURE_REASON_INSUFFICIENT_BALANCE", "0".repeat(64), 0);
            }
            case BREAKS -> {
                return error(503, 14, "wallet locked, unlock it to enable full RPC access to " + what);
            }
            case SLEEPS -> {
                return Reply.silence();
            }
            default -> {}
        }
        long maxFee = body.has("fee_limit_msat")
                ? Long.parseLong(body.get("fee_limit_msat").textValue())
                : 0;
        if (!real && maxFee < FEE) {
            return result(hash, msat, "FAILED", "FAILURE_REASON_NO_ROUTE", "0".repeat(64), 0);
        }
        Optional<FakePayment> made = node.payInvoice(hash, msat, real ? maxFee : FEE, what);
        if (made.isEmpty()) {
            boolean settled = node.byHash(hash).orElseThrow().state() == FakePayment.State.SETTLED;
            return error(409, 6, settled ? "invoice is already paid" : "payment is in transition");
        }
        if (!mood.holds()) {
            node.settle(made.get());
        }
        return switch (mood) {
            case PENDS, RETRIES, SEARCHES, HANGS -> Reply.silence();
            case DROPS -> Reply.drop();
            case BABBLES ->
                Reply.text(200, "upstream connect error " + made.get().preimage());
            case FLOODS -> Reply.flood(200, "{\"result\":{\"status\":\"IN_FLIGHT\"}}\n".repeat(20));
            case LIES -> result(hash, msat, "SUCCEEDED", "FAILURE_REASON_NONE", node.freshHex(), FEE);
            default -> state(made.get(), false);
        };
    }

    private Reply track(String path) {
        String hash = HexFormat.of().formatHex(Base64.getUrlDecoder().decode(path));
        return node.byHash(hash)
                .map(payment -> state(payment, payment.state() == FakePayment.State.PENDING))
                .orElseGet(() -> error(404, 5, "payment isn't initiated"));
    }

    /** @param open the stream goes on, as it does while a payment is in flight */
    private static Reply state(FakePayment payment, boolean open) {
        boolean settled = payment.state() == FakePayment.State.SETTLED;
        Reply whole = result(
                payment.hash(),
                payment.msat(),
                settled ? "SUCCEEDED" : open ? "IN_FLIGHT" : "FAILED",
                settled || open
                        ? "FAILURE_REASON_NONE"
                        : payment.isRefused() ? "FAILURE_REASON_INCORRECT_PAYMENT_DETAILS" : "FAILURE_REASON_NO_ROUTE",
                settled ? payment.preimage() : "0".repeat(64),
                settled ? payment.feeMsat() : 0);
        return open ? Reply.open(whole.body()) : whole;
    }

    private static Reply result(String hash, long msat, String status, String reason, String preimage, long fee) {
        return Reply.json(200, """
                {"result":{"payment_hash":"%s","value_msat":"%d","payment_preimage":"%s","status":"%s",\
                "fee_msat":"%d","creation_time_ns":"1761480000000000000","htlcs":[],"payment_index":"1",\
                "failure_reason":"%s"}}
                """.formatted(hash, msat, preimage, status, fee, reason));
    }

    private static Reply error(int status, int code, String message) {
        return Reply.json(status, "{\"code\":" + code + ",\"message\":\"" + message + "\",\"details\":[]}");
    }
}
