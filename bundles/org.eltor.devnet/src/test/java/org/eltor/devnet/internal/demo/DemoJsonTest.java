package org.eltor.devnet.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eltor.api.tor.TorMode;
import org.junit.jupiter.api.Test;

/** The names are an interface for programs. */
class DemoJsonTest {

    private final Samples demo = new Samples();

    private JsonNode json() throws Exception {
        return new JsonMapper().readTree(DemoJson.write(DemoJson.of(demo.report(), true)));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theReportHasTheseFieldsInThisOrder() throws Exception {
        JsonNode json = json();
        assertThat(names(json))
                .containsExactly(
                        "torVersion",
                        "mode",
                        "circuits",
                        "rounds",
                        "paymentsPerCircuit",
                        "streamsPerCircuit",
                        "bytesPerCircuit",
                        "audits",
                        "wallet",
                        "books",
                        "failovers",
                        "walletMsat",
                        "ledgerMsat",
                        "downloads",
                        "networkUpMs",
                        "bothBuiltMs",
                        "walletUpMs",
                        "peakRssBytes",
                        "ok");
        assertThat(json.get("torVersion").asText()).isEqualTo("0.4.9.11");
        assertThat(json.get("mode").asText()).isEqualTo("stock");
        assertThat(json.get("walletMsat").asLong()).isEqualTo(3030);
        assertThat(json.get("networkUpMs").asLong()).isEqualTo(2100);
        assertThat(json.get("bothBuiltMs").asLong()).isEqualTo(2900);
        assertThat(json.get("walletUpMs").asLong()).isEqualTo(3210);
        assertThat(json.get("peakRssBytes").asLong()).isEqualTo(701_234_176);
        assertThat(json.get("ok").asBoolean()).isTrue();
    }

    @Test
    void circuitsNameTheirRelaysGuardFirst() throws Exception {
        JsonNode circuit = json().get("circuits").get(1);
        assertThat(names(circuit)).containsExactly("id", "role", "path", "builtMs", "closedReason");
        assertThat(circuit.get("id").asText()).isEqualTo("2");
        assertThat(circuit.get("role").asText()).isEqualTo("BACKUP");
        assertThat(circuit.get("path").get(0).asText())
                .isEqualTo(Samples.relay(3).hex());
        assertThat(circuit.get("builtMs").asLong()).isEqualTo(140);
        assertThat(circuit.get("closedReason").asText()).isEqualTo("stopped");
    }

    @Test
    void roundsListTheirPayments() throws Exception {
        JsonNode round = json().get("rounds").get(0);
        assertThat(names(round)).containsExactly("number", "circuit", "role", "interval", "payments");
        JsonNode payment = round.get("payments").get(2);
        assertThat(names(payment)).containsExactly("relay", "msat", "feeMsat", "outcome", "ms");
        assertThat(payment.get("relay").asText()).isEqualTo(Samples.relay(2).hex());
        assertThat(payment.get("msat").asLong()).isEqualTo(1000);
        assertThat(payment.get("feeMsat").asLong()).isEqualTo(10);
        assertThat(payment.get("outcome").asText()).isEqualTo("settled");
        assertThat(payment.get("ms").asLong()).isEqualTo(42);
    }

    @Test
    void sumsAreByCircuit() throws Exception {
        JsonNode json = json();
        assertThat(json.get("paymentsPerCircuit").get("1").asLong()).isEqualTo(15);
        assertThat(json.get("paymentsPerCircuit").get("2").asLong()).isEqualTo(15);
        assertThat(json.get("streamsPerCircuit").get("1").asLong()).isEqualTo(10);
        assertThat(json.get("bytesPerCircuit").get("1").asLong()).isEqualTo(1_000_100);
    }

    @Test
    void idsReceivedAreThereInEltorModeAlone() throws Exception {
        assertThat(names(json().get("audits").get(0))).containsExactly("relay", "expected", "onTime", "late", "missed");
        demo.mode = TorMode.ELTOR;
        assertThat(names(json().get("audits").get(0)))
                .containsExactly("relay", "expected", "onTime", "late", "missed", "idsReceived");
        assertThat(json().get("mode").asText()).isEqualTo("eltor");
    }

    @Test
    void booksShowBothSidesAndTheHashesButNoPreimage() throws Exception {
        JsonNode book = json().get("books").get(2);
        assertThat(names(book)).containsExactly("relay", "ledgerMsat", "receivedMsat", "feesMsat", "payments");
        assertThat(book.get("relay").asText()).isEqualTo(Samples.relay(2).hex());
        assertThat(book.get("ledgerMsat").asLong()).isEqualTo(1000);
        assertThat(book.get("receivedMsat").asLong()).isEqualTo(1000);
        JsonNode payment = book.get("payments").get(0);
        assertThat(names(payment)).containsExactly("hash", "receivedMsat", "feeMsat", "preimageVerifies");
        assertThat(payment.get("hash").asText()).isEqualTo("0".repeat(63) + "2");
        assertThat(payment.get("feeMsat").asLong()).isEqualTo(11);
        assertThat(payment.get("preimageVerifies").asBoolean()).isTrue();
        assertThat(json().get("wallet").asText()).isEqualTo("simulated");
    }

    @Test
    void downloadsHaveTheseFields() throws Exception {
        assertThat(names(json().get("downloads"))).containsExactly("count", "bytes", "failed", "retried");
    }

    @Test
    void aDemoThatDidNotStartIsAReportToo() throws Exception {
        DemoReport nothing = new DemoReport(
                Samples.options(Optional.empty()),
                Optional.empty(),
                List.of(),
                List.of(),
                0,
                List.of(),
                Optional.empty(),
                Money.NONE,
                List.of(),
                TrafficTotals.NONE,
                new DemoReport.Times(0, 0, Optional.empty()),
                OptionalLong.empty(),
                List.of("no tor"));
        JsonNode json = new JsonMapper().readTree(DemoJson.write(DemoJson.of(nothing, false)));
        assertThat(json.get("torVersion").isNull()).isTrue();
        assertThat(json.get("walletUpMs").isNull()).isTrue();
        assertThat(json.get("peakRssBytes").isNull()).isTrue();
        assertThat(json.get("ok").asBoolean()).isFalse();
    }
}
