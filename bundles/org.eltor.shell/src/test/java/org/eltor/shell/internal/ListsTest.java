package org.eltor.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.StreamInfo;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletTrait;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentState;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.StreamStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that lists something. */
class ListsTest {
    private static final int WIDTH = 100;

    private static final Page CIRCUITS = CircuitsView.of(
            List.of(
                    Samples.circuit(1, CircuitState.CLOSED, "longestnicknameofal"),
                    Samples.circuit(1234, CircuitState.USABLE, "guardnick"),
                    Samples.circuit(1235, CircuitState.BUILDING, Samples.HOSTILE)),
            true,
            Samples.NOW);
    private static final Page STREAMS = StreamsView.of(
            List.of(
                    stream(
                            "17",
                            StreamStatus.SUCCEEDED,
                            Optional.of("1234"),
                            "a.rather.long.host.name.example.com",
                            443),
                    stream("18", StreamStatus.CONTROLLER_WAIT, Optional.empty(), "2001:db8::1", 80),
                    stream("19", StreamStatus.SENTRESOLVE, Optional.of("1"), Samples.HOSTILE, 0)),
            Samples.NOW);
    private static final Page PAYMENTS = PaymentsView.of(List.of(
            payment(PaymentState.SETTLED, Optional.of("1234"), Optional.of("phoenixd")),
            payment(PaymentState.IN_FLIGHT, Optional.empty(), Optional.of(Samples.HOSTILE))));
    private static final Page RELAYS = RelaysView.of(
            Samples.view(
                    Map.of("malformed descriptor", 2),
                    Samples.relay(1, "longestnicknameofal", 123_456, Samples.terms(1500, 60)),
                    Samples.relay(2, "free", 7, PaymentTerms.FREE),
                    Samples.relay(3, Samples.HOSTILE, 70, Samples.terms(1000, 30))),
            RelayOrder.PRICE,
            30);
    private static final Page WALLETS = WalletsView.of(
            List.of(
                    new WalletInfo(
                            "phoenixd",
                            new WalletCapabilities(
                                            Set.of(PayeeKind.BOLT12_OFFER, PayeeKind.LIGHTNING_ADDRESS),
                                            true,
                                            true,
                                            MilliSatoshi.of(4000),
                                            4000,
                                            Set.of(
                                                    "b: the payer's key is not new for each payment",
                                                    "a: " + Samples.HOSTILE))
                                    .with(WalletTrait.FEE_LIMIT, WalletTrait.PERMANENT_PAYER_KEY),
                            Optional.of(MilliSatoshi.of(123_456_789)),
                            Optional.empty()),
                    new WalletInfo(
                            Samples.HOSTILE,
                            new WalletCapabilities(Set.of(), false, false, MilliSatoshi.ZERO, 0, Set.of()),
                            Optional.empty(),
                            Optional.of("connection refused: " + Samples.HOSTILE))),
            List.of(new Problem("org.eltor.payment", "links are left out: " + Samples.HOSTILE)));

    static Stream<Page> pages() {
        return Stream.of(CIRCUITS, STREAMS, PAYMENTS, RELAYS, WALLETS);
    }

    private static StreamInfo stream(String id, StreamStatus status, Optional<String> circuit, String host, int port) {
        return new StreamInfo(
                new StreamId(id), circuit.map(CircuitId::new), status, host, port, Samples.NOW.minusSeconds(5));
    }

    private static PaymentRecord payment(PaymentState state, Optional<String> circuit, Optional<String> wallet) {
        return new PaymentRecord(
                circuit.map(CircuitId::new),
                Samples.relay(1),
                10,
                state,
                MilliSatoshi.of(150_000),
                MilliSatoshi.of(4000),
                wallet,
                Instant.parse("2026-02-03T04:05:06.789Z"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void tablesFitTheTerminal(Page page) {
        assertThat(Samples.text(page).lines().takeWhile(line -> line.contains(" | ") || line.contains("-+-")))
                .hasSizeGreaterThan(2)
                .allSatisfy(line -> assertThat(line.stripTrailing()).hasSizeLessThanOrEqualTo(WIDTH));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void hostileTextIsHarmless(Page page) {
        assertThat(Samples.text(page)).contains("evil").doesNotContain("\u001b", "\u0007", "\u202e", "\u009b", "\r");
        assertThat(Samples.text(page).lines()).noneMatch(line -> line.startsWith("forged"));
        assertThat(Samples.json(page))
                .contains("evil")
                .doesNotContain("\\u001b", "\\u001B", "\\u202e", "\\u202E", "\\u009b", "\\u009B", "\\u0007", "\\n");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void jsonNeverHoldsSecretsNorColours(Page page) {
        assertThat(Samples.json(page)).matches("[\\n\\x20-\\x7e]*").doesNotContain("$", "lno1", "preimage");
        assertThat(Samples.text(page)).doesNotContain("lno1", "\u001b");
    }

    @Test
    void coloursAreForTerminals() {
        assertThat(Samples.text(CIRCUITS, true)).contains("\u001b[32mUSABLE");
    }

    @Test
    void circuitsShowTheirPathAndMoney() {
        assertThat(Samples.text(CIRCUITS))
                .contains("guardnick>guardnick>guardnick", "3m05s", "3/10", "12/131", "12 MB", "9.09")
                .contains("Circuit 1 closed: DESTROYED by [2Jevil forged31m");
        assertThat(first(CIRCUITS, 1).toString())
                .isEqualTo("{\"circuit\":\"1234\",\"role\":\"BACKUP\",\"state\":\"USABLE\",\"hops\":["
                        + hop(1) + "," + hop(2) + "," + hop(3)
                        + "],\"launchedAt\":\"2026-02-03T04:02:01Z\",\"builtMs\":1234,\"settledIntervals\":3,"
                        + "\"openStreams\":12,\"streams\":131,\"bytesRead\":12000000,\"bytesWritten\":345000,"
                        + "\"spentMsat\":9090,\"closedReason\":null}");
    }

    private static String hop(int n) {
        return "{\"fingerprint\":\"" + Samples.relay(n).hex() + "\",\"nickname\":\"guardnick\",\"rateMsat\":1000}";
    }

    @Test
    void closedCircuitsAreLeftOutUnlessAskedFor() {
        Page living = CircuitsView.of(
                List.of(Samples.circuit(1, CircuitState.CLOSED, "a"), Samples.circuit(2, CircuitState.DRAINING, "b")),
                false,
                Samples.NOW);

        assertThat(living.json()).hasSize(1);
        assertThat(living.lines()).isEmpty();
        assertThat(Samples.text(CircuitsView.of(List.of(), false, Samples.NOW)))
                .startsWith("No circuits; eltor:status");
    }

    @Test
    void streamsShowTheirTarget() {
        assertThat(Samples.text(STREAMS))
                .contains("a.rather.long.host.name.example.com:443", "[2001:db8::1]:80", "forged31m (lookup)", "waits");
        assertThat(first(STREAMS, 1).toString())
                .isEqualTo("{\"stream\":\"18\",\"circuit\":null,\"status\":\"CONTROLLER_WAIT\","
                        + "\"targetHost\":\"2001:db8::1\",\"targetPort\":80,\"since\":\"2026-02-03T04:05:01Z\"}");
    }

    @Test
    void paymentsShowWhoWasPaid() {
        assertThat(Samples.text(PAYMENTS)).contains("2026-02-03 04:05:06", "00000000", "SETTLED", "150000", "phoenixd");
        assertThat(first(PAYMENTS, 0).toString())
                .isEqualTo(
                        "{\"circuit\":\"1234\",\"relay\":\"" + Samples.relay(1).hex()
                                + "\",\"interval\":10,\"state\":\"SETTLED\",\"amountMsat\":150000,\"feeMsat\":4000,"
                                + "\"wallet\":\"phoenixd\",\"updatedAt\":\"2026-02-03T04:05:06.789Z\"}");
    }

    @Test
    void relaysShowWhatTheyAsk() {
        assertThat(Samples.text(RELAYS))
                .contains("free", "GFSRV", "198.51.100.1", "123 MB/s", "1500/60s", "bolt12")
                .contains("3 of 3 relays; 2 of all ask money.");
        assertThat(first(RELAYS, 1).toString())
                .isEqualTo("{\"fingerprint\":\"" + Samples.relay(1).hex()
                        + "\",\"nickname\":\"longestnicknameofal\",\"addresses\":[\"198.51.100.1\",\"2001:db8::1\"],"
                        + "\"flags\":[\"FAST\",\"GUARD\",\"RUNNING\",\"STABLE\",\"VALID\"],"
                        + "\"bandwidthKilobytesPerSecond\":123456,\"deliversPaymentIds\":true,\"rateMsat\":1500,"
                        + "\"intervalMs\":60000,\"intervals\":10,\"handshakeFeeMsat\":0,"
                        + "\"payeeKinds\":[\"BOLT12_OFFER\"]}");
    }

    @Test
    void whatDocumentsHeldThatCouldNotBeUsedIsCounted() {
        assertThat(Samples.text(RELAYS)).contains("Left out   2 malformed descriptor");
    }

    @Test
    void relaysComeInTheOrderAskedFor() {
        NetworkView relays = Samples.view(
                Map.of(),
                Samples.relay(1, "b", 10, Samples.terms(1000, 60)),
                Samples.relay(2, "C", 30, Samples.terms(600, 30)),
                Samples.relay(3, "a", 20, Samples.terms(900, 60)));

        assertThat(nicknames(relays, RelayOrder.PRICE, 3)).containsExactly("a", "b", "C");
        assertThat(nicknames(relays, RelayOrder.BANDWIDTH, 3)).containsExactly("C", "a", "b");
        assertThat(nicknames(relays, RelayOrder.NAME, 2)).containsExactly("a", "b");
    }

    private static List<String> nicknames(NetworkView relays, RelayOrder order, int limit) {
        JsonNode json = RelaysView.of(relays, order, limit).json();
        return IntStream.range(0, json.size())
                .mapToObj(i -> json.get(i).get("nickname").asText())
                .toList();
    }

    @Test
    void walletsShowWhatTheyCostAndTell() {
        assertThat(Samples.text(WALLETS))
                .contains("123456.789", "bolt12,address", "4000 msat + 0.4%", "unknown")
                .contains("phoenixd: keeps fee limits, permanent payer key")
                .contains("phoenixd: b: the payer's key is not new for each payment")
                .contains("balance unknown: connection refused")
                .contains("payment: links are left out");
        assertThat(first(WALLETS, 0).toString())
                .isEqualTo(
                        "{\"name\":\"phoenixd\",\"balanceMsat\":123456789,\"problem\":null,"
                                + "\"payeeKinds\":[\"BOLT12_OFFER\",\"LIGHTNING_ADDRESS\"],\"wholeSatoshi\":true,"
                                + "\"lookup\":true,\"feeBaseMsat\":4000,\"feePartsPerMillion\":4000,"
                                + "\"traits\":[\"FEE_LIMIT\",\"PERMANENT_PAYER_KEY\"],"
                                + "\"warnings\":[\"a: [2Jevil forged31m\",\"b: the payer's key is not new for each payment\"]}");
        assertThat(first(WALLETS, 1).get("balanceMsat").isNull()).isTrue();
    }

    @Test
    void withoutAWalletTheWayToOneIsSaid() {
        assertThat(Samples.text(WalletsView.of(List.of(), List.of()))).contains("No wallet", "feature:install");
        assertThat(Samples.json(WalletsView.of(List.of(), List.of()))).isEqualToIgnoringWhitespace("[]");
    }

    private static JsonNode first(Page page, int index) {
        try {
            return JsonMapper.builder().build().readTree(Samples.json(page)).get(index);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON", e);
        }
    }
}
