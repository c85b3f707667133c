package org.eltor.wallet.nwc.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
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
import org.eltor.wallet.contract.Mood;
import org.eltor.wallet.contract.TestCertificate;
import org.eltor.wallet.contract.WalletDouble;
import org.eltor.wallet.nwc.internal.crypto.CipherException;
import org.eltor.wallet.nwc.internal.crypto.Encryption;
import org.eltor.wallet.nwc.internal.nostr.NostrEvent;
import org.eltor.wallet.nwc.internal.nostr.NostrKeys;
import org.eltor.wallet.nwc.internal.nostr.RelayPace;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.Secret;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Bolt11Invoice;
import org.eltor.wallet.support.codec.Chain;
import org.eltor.wallet.support.codec.CodecException;
import org.java_websocket.WebSocket;

/** A wallet service of NIP-47 behind a relay. */
public final class NwcDouble implements WalletDouble {
    private static final long FEE = 21;

    private final Encryption encryption;
    private final Clock clock;
    private final FakeNode node;
    private final NostrKeys service;
    private final String secret;
    private final String wrongSecret;
    private final SecureRandom random = new SecureRandom();
    private final LocalRelay relay;
    private volatile Mood mood = Mood.SETTLES;
    private volatile long triesFor;

    /** One that speaks NIP-44. */
    public NwcDouble(long seed, Clock clock) {
        this(Encryption.NIP44, seed, clock);
    }

    NwcDouble(Encryption encryption, long seed, Clock clock) {
        this.encryption = encryption;
        this.clock = clock;
        this.node = new FakeNode(seed, clock);
        this.service = new NostrKeys(node.freshHex());
        this.secret = node.freshHex();
        this.wrongSecret = node.freshHex();
        this.relay = new LocalRelay(Optional.of(TestCertificate.own()), this::asked);
        List<List<String>> tags = encryption == Encryption.NIP44
                ? List.of(List.of("encryption", "nip44_v2 nip04"), List.of("notifications", "payment_sent"))
                : List.of();
        relay.store(NostrEvent.signed(
                service,
                clock.instant().getEpochSecond() - 100_000,
                WalletInfo.KIND,
                tags,
                "pay_invoice get_balance lookup_invoice get_info",
                random));
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of(
                "connection", connection(Access.GOOD),
                "tls_pin", TestCertificate.own().pin());
    }

    @Override
    public FakeNode node() {
        return node;
    }

    LocalRelay relay() {
        return relay;
    }

    @Override
    public void mood(Mood next) {
        mood = next;
    }

    String connection(Access access) {
        String address =
                access == Access.NOBODY ? "ws://127.0.0.1:9" : relay.uri().toString();
        return "nostr+walletconnect://" + service.publicKey() + "?relay="
                + URLEncoder.encode(address, StandardCharsets.UTF_8) + "&secret="
                + (access == Access.WRONG_SECRET ? wrongSecret : secret) + "&lud16=me%40example.invalid";
    }

    @Override
    public Backend open(Access access, Workbench bench) throws IOException {
        return new NwcBackend(
                new NwcSettings(
                        NwcUri.parse(new Secret(connection(access))),
                        TestCertificate.trust(access),
                        Optional.empty(),
                        Duration.ofSeconds(10),
                        node.patience(),
                        new RelayPace(Duration.ofSeconds(30), Duration.ofMillis(20), Duration.ofMillis(200)),
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
        return List.of(secret, wrongSecret);
    }

    @Override
    public MilliSatoshi fee(MilliSatoshi amount) {
        return MilliSatoshi.of(FEE);
    }

    /** A service that was asked at the last moment, before a node that tries for a minute. */
    @Override
    public Duration tries() {
        return Duration.ofSeconds(115);
    }

    @Override
    public OptionalLong triesFor() {
        return OptionalLong.of(triesFor);
    }

    @Override
    public boolean keepsFeeLimit() {
        return false;
    }

    @Override
    public void close() {
        relay.close();
    }

    private void asked(WebSocket client, NostrEvent event) {
        boolean known = event.author().equals(new NostrKeys(secret).publicKey());
        long left = event.tag("expiration").map(Long::parseLong).orElse(Long.MAX_VALUE)
                - clock.instant().getEpochSecond();
        boolean expires = left > 0 && left <= 60;
        triesFor = left;
        Encryption used =
                event.tag("encryption").filter("nip44_v2"::equals).isPresent() ? Encryption.NIP44 : Encryption.NIP04;
        if (!expires || used != encryption) {
            throw new IllegalStateException("a request that a wallet would not take");
        }
        try {
            byte[] author = HexFormat.of().parseHex(event.author());
            JsonNode request = Json.parse(used.decrypt(event.content(), service.secret(), author));
            String method = request.get("method").textValue();
            String answer = !known || mood == Mood.REFUSES
                    ? error(method, "UNAUTHORIZED", "This public key has no wallet connected")
                    : answer(client, method, request.get("params"));
            if (answer != null) {
                String content = used.encrypt(answer, service.secret(), author, random);
                respond(client, event, content);
            }
        } catch (CipherException | CodecException e) {
            throw new IllegalStateException(e);
        }
    }

    private void respond(WebSocket client, NostrEvent request, String content) {
        NostrEvent response = NostrEvent.signed(
                service,
                clock.instant().getEpochSecond(),
                23195,
                List.of(List.of("p", request.author()), List.of("e", request.id())),
                content,
                random);
        NostrEvent forged = NostrEvent.signed(
                new NostrKeys(node.freshHex()),
                response.createdAt(),
                23195,
                response.tags(),
                "forged by somebody else",
                random);
        LocalRelay.deliver(client, forged);
        LocalRelay.deliver(client, response);
        LocalRelay.deliver(client, response); // relays repeat themselves
    }

    /** @return null to stay silent */
    private String answer(WebSocket client, String method, JsonNode params) throws CodecException {
        return switch (method) {
            case "get_info" -> result(method, """
                    {"alias":"double","pubkey":"02%s","network":"mainnet","block_height":900000,
                    "methods":["pay_invoice","get_balance","lookup_invoice","get_info"]}""".formatted(node.freshHex()));
            case "get_balance" -> result(method, "{\"balance\":100000000}");
            case "pay_invoice" -> pay(client, params.get("invoice").textValue());
            case "lookup_invoice" ->
                node.byHash(params.get("payment_hash").textValue())
                        .filter(payment -> mood != Mood.SEARCHES || payment.state() != FakePayment.State.PENDING)
                        .map(payment -> result(method, transaction(payment)))
                        .orElseGet(() -> error(method, "NOT_FOUND", "no such payment"));
            default -> error(method, "NOT_IMPLEMENTED", "not here");
        };
    }

    private String pay(WebSocket client, String what) throws CodecException {
        String method = "pay_invoice";
        switch (mood) {
            case FAILS -> {
                return error(method, "PAYMENT_FAILED", "no route");
            }
            case IS_POOR -> {
                return error(method, "INSUFFICIENT_BALANCE", "not enough");
            }
            case BREAKS -> {
                return error(method, "INTERNAL", "database is locked, cannot pay " + what);
            }
            case SLEEPS -> {
                return null;
            }
            default -> {}
        }
        Bolt11Invoice invoice = Bolt11Invoice.parse(what);
        Optional<FakePayment> made = node.payInvoice(
                invoice.hash().hex(), invoice.amount().orElseThrow().msat(), FEE, what);
        if (made.isEmpty()) {
            return error(method, "OTHER", "already paid");
        }
        if (!mood.holds()) {
            node.settle(made.get());
        }
        switch (mood) {
            case PENDS, RETRIES, SEARCHES, HANGS -> {
                return null;
            }
            case DROPS -> {
                client.closeConnection(1006, "gone");
                return null;
            }
            case BABBLES -> {
                return "[1, 2";
            }
            case FLOODS -> {
                client.send("[\"EVENT\",\"responses\",\"" + "x".repeat(3 * 1024 * 1024) + "\"]");
                return null;
            }
            default -> {
                String preimage =
                        mood == Mood.LIES ? node.freshHex() : made.get().preimage();
                return result(method, "{\"preimage\":\"" + preimage + "\",\"fees_paid\":" + FEE + "}");
            }
        }
    }

    private String transaction(FakePayment payment) {
        boolean settled = payment.state() == FakePayment.State.SETTLED;
        boolean retried = payment.state() == FakePayment.State.PENDING && mood == Mood.RETRIES;
        return """
                {"type":"outgoing","state":"%s","invoice":"%s","payment_hash":"%s",%s"amount":%d,"fees_paid":%d,
                "created_at":%d}""".formatted(
                        retried ? "failed" : payment.state().name().toLowerCase(java.util.Locale.ROOT),
                        payment.what(),
                        payment.hash(),
                        settled ? "\"preimage\":\"" + payment.preimage() + "\",\"settled_at\":1761480000," : "",
                        payment.msat(),
                        payment.feeMsat(),
                        payment.createdAt().getEpochSecond());
    }

    private static String result(String method, String result) {
        return "{\"result_type\":\"" + method + "\",\"error\":null,\"result\":" + result + "}";
    }

    private static String error(String method, String code, String message) {
        return "{\"result_type\":\"" + method + "\",\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message
                + "\"},\"result\":null}";
    }
}
