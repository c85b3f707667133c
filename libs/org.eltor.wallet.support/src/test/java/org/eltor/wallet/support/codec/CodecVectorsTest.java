package org.eltor.wallet.support.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.wallet.support.Json;
import org.junit.jupiter.api.Test;

/** BOLT 11 and BOLT 12, all vectors that are about what is read here. */
class CodecVectorsTest {
    /** About signatures, features and fields that are left to the wallet. */
    private static final List<String> LEFT_TO_THE_WALLET_11 = List.of(
            "unknown feature 100", "Signature is not recoverable", "Missing required `s` field", "Non canonical");

    /** Whether a key is a point is left to the wallet. */
    private static final List<String> LEFT_TO_THE_WALLET_12 =
            List.of("bad first_node_id", "bad path_key", "bad blinded_node_id", "invalid offer_issuer_id");

    private static final List<String> NOT_PAYABLE = List.of("currency", "quantity");

    @Test
    void readsTheInvoicesOfBolt11() throws IOException, CodecException {
        JsonNode vectors = Json.parse(data("bolt11-examples.json"));
        assertThat(vectors).hasSize(26);
        for (JsonNode vector : vectors) {
            String about = vector.get("description").textValue();
            String text = vector.get("invoice").textValue();
            if (vector.get("valid").booleanValue()) {
                assertThat(Bolt11Invoice.parse(text).hash().hex()).as(about).hasSize(64);
            } else if (LEFT_TO_THE_WALLET_11.stream().noneMatch(about::contains)) {
                assertThatThrownBy(() -> Bolt11Invoice.parse(text)).as(about).isInstanceOf(CodecException.class);
            }
        }
    }

    @Test
    void readsAmountNetworkHashAndExpiry() throws IOException, CodecException {
        JsonNode vectors = Json.parse(data("bolt11-examples.json"));
        Bolt11Invoice free = Bolt11Invoice.parse(vectors.get(0).get("invoice").textValue());
        assertThat(free.amount()).isEmpty();
        assertThat(free.hash().hex()).isEqualTo("0001020304050607080900010203040506070809000102030405060708090102");
        assertThat(free.expiresAt()).isEqualTo(Instant.ofEpochSecond(1496314658 + 3600));
        Bolt11Invoice coffee = Bolt11Invoice.parse(vectors.get(1).get("invoice").textValue());
        assertThat(coffee.amount()).contains(MilliSatoshi.of(250_000_000));
        assertThat(coffee.expiresAt()).isEqualTo(Instant.ofEpochSecond(1496314658 + 60));
        Bolt11Invoice testnet =
                Bolt11Invoice.parse(vectors.get(4).get("invoice").textValue());
        assertThat(testnet.chain()).isEqualTo(Chain.TESTNET);
        Bolt11Invoice pico = Bolt11Invoice.parse(vectors.get(10).get("invoice").textValue());
        assertThat(pico.amount()).contains(MilliSatoshi.of(967_878_534));
    }

    @Test
    void readsTheOffersOfBolt12() throws IOException {
        JsonNode vectors = Json.parse(data("bolt12/offers-test.json"));
        assertThat(vectors).hasSize(53);
        for (JsonNode vector : vectors) {
            String about = vector.get("description").textValue();
            String text = vector.get("bolt12").textValue();
            if (!vector.get("valid").booleanValue()) {
                if (LEFT_TO_THE_WALLET_12.stream().noneMatch(about::contains)) {
                    assertThatThrownBy(() -> Bolt12Offer.parse(text)).as(about).isInstanceOf(CodecException.class);
                }
            } else if (NOT_PAYABLE.stream().anyMatch(about::contains)) {
                assertThatThrownBy(() -> Bolt12Offer.parse(text)).as(about).isInstanceOf(CodecException.class);
            } else {
                assertThatCode(() -> Bolt12Offer.parse(text)).as(about).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void readsOffersInAllTheirSpellings() throws IOException {
        for (JsonNode vector : Json.parse(data("bolt12/format-string-test.json"))) {
            String text = vector.get("string").textValue();
            boolean readable = true;
            try {
                Bolt12Offer.parse(text);
            } catch (CodecException e) {
                readable = false;
            }
            assertThat(readable)
                    .as(vector.get("comment").textValue())
                    .isEqualTo(vector.get("valid").booleanValue());
        }
    }

    @Test
    void neverFailsInAnotherWayThanItSays() {
        Random random = new Random(7);
        String letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l1bio+ ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "lno1" : "lni1");
            int length = random.nextInt(200);
            for (int j = 0; j < length; j++) {
                text.append(letters.charAt(random.nextInt(i % 5 == 0 ? letters.length() : 32)));
            }
            try {
                Bolt12Offer.parse(text.toString());
                Bolt12Invoice.parse(text.toString());
            } catch (CodecException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static String data(String name) throws IOException {
        Path file = Path.of(System.getProperty("eltor.data", "../shared/data"), "payments", name);
        assumeThat(Files.isReadable(file))
                .as("no %s: set -Deltor.data to the folder with the public test vectors", name)
                .isTrue();
        return Files.readString(file);
    }
}
