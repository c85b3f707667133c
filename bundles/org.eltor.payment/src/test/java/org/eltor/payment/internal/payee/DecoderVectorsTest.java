package org.eltor.payment.internal.payee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every decoder against the vectors that its specification publishes. */
final class DecoderVectorsTest {
    private interface Decoder {
        Object decode(String text) throws PayeeException;
    }

    @Test
    void offersAreTakenAndRefusedAsBolt12Says() throws IOException {
        assertThat(verdicts(Vectors.read("bolt12/offers-test.json"), "bolt12", Bolt12Offer::parse))
                .isEqualTo(new Verdicts(20, 33, List.of()));
    }

    @Test
    void offersArePutTogetherFromPiecesAsBolt12Says() throws IOException {
        Verdicts verdicts = verdicts(Vectors.read("bolt12/format-string-test.json"), "string", Bolt12Offer::parse);
        assertThat(verdicts.wrong()).isEmpty();
        assertThat(verdicts.valid() + verdicts.invalid()).isEqualTo(12);
    }

    @Test
    void invoicesAreTakenAndRefusedAsBolt11Says() throws IOException {
        assertThat(verdicts(Vectors.read("bolt11-examples.json"), "invoice", Bolt11Invoice::parse))
                .isEqualTo(new Verdicts(16, 10, List.of()));
    }

    @Test
    void theFirstInvoiceOfTheSpecificationSaysWhatItIsDescribedToSay() throws Exception {
        Bolt11Invoice coffee = Bolt11Invoice.parse(
                Vectors.read("bolt11-examples.json").get(1).get("invoice").textValue());
        assertThat(coffee.network()).isEqualTo(Network.BITCOIN);
        assertThat(coffee.amount().orElseThrow().msat()).isEqualTo(250_000_000);
        assertThat(coffee.hash().hex()).isEqualTo("0001020304050607080900010203040506070809000102030405060708090102");
        assertThat(coffee.description()).contains("1 cup coffee");
        assertThat(coffee.expiresAt().getEpochSecond()).isEqualTo(1_496_314_658 + 60);
        assertThat(coffee.payee()).isEqualTo("03e7156ae33b0a208d0744199163177e909e80176e55d97a2f221ede0f934dd9ad");
    }

    @Test
    void bech32KnowsItsOwnChecksumAndNoOther() throws IOException {
        JsonNode vectors = Vectors.read("bech32-vectors.json");
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (String specification : List.of("bip173", "bip350")) {
            for (JsonNode vector : vectors.get(specification)) {
                String section = vector.get("section").textValue();
                if (!section.contains("Bech32")) {
                    continue; // addresses, which have rules of their own
                }
                boolean valid = specification.equals("bip173") && !section.contains("not valid");
                String text = unescaped(vector.get("string").textValue());
                if (accepts(words -> Bech32.withChecksum(words, 90), text) != valid) {
                    wrong.add(specification + " " + section + " " + text);
                }
                checked++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(checked).isGreaterThan(25);
    }

    @Test
    void aLinkIsTheAddressOfItsSpecification() throws Exception {
        JsonNode vector = Vectors.read("lnurl-examples.json").get("lud01");
        WebAddress address = Lnurl.parse(vector.get("bech32").textValue());
        assertThat("https://" + address.host() + address.path())
                .isEqualTo(vector.get("url").textValue());
        assertThat(address.secure()).isTrue();
        assertThat(address.port()).isEqualTo(443);
    }

    @Test
    void aNameLeadsToItsOffer() throws Exception {
        JsonNode vector = Vectors.read("bip353.json").get("example");
        PaymentName name = PaymentName.parse(vector.get("hrn").textValue());
        assertThat(name.dnsName()).isEqualTo(vector.get("dns_name").textValue());
        StringBuilder record = new StringBuilder();
        vector.get("txt_strings").forEach(part -> record.append(part.textValue()));
        assertThat(record.toString()).isEqualTo(vector.get("uri").textValue());
        PaymentUri uri = PaymentName.instruction(List.of("v=spf1 -all", record.toString()));
        Bolt12Offer offer = Bolt12Offer.parse(uri.offer().orElseThrow());
        assertThat(offer.firstNodes()).isNotEmpty();
        assertThatThrownBy(() -> PaymentName.instruction(List.of(record.toString(), "BitCoin:?lno=lno1")))
                .hasMessageContaining("more than one");
    }

    @Test
    void paymentInstructionsAreRefusedWhereBip321SaysSo() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (JsonNode vector : Vectors.read("bip321-uris.json")) {
            String context = vector.get("context").textValue();
            String uri = vector.get("uri").textValue();
            boolean valid = !context.contains("must not")
                    && !context.contains("and thus invalid")
                    && !context.contains("not the `bc`")
                    && !uri.contains("req-pop");
            if (accepts(PaymentUri::parse, uri) != valid) {
                wrong.add(context + " " + uri);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private record Verdicts(int valid, int invalid, List<String> wrong) {}

    private static Verdicts verdicts(JsonNode vectors, String field, Decoder decoder) {
        int valid = 0;
        int invalid = 0;
        List<String> wrong = new ArrayList<>();
        for (JsonNode vector : vectors) {
            boolean expected = vector.get("valid").booleanValue();
            valid += expected ? 1 : 0;
            invalid += expected ? 0 : 1;
            if (accepts(decoder, vector.get(field).textValue()) != expected) {
                wrong.add(expected + ": "
                        + vector.path("description")
                                .asText(vector.path("comment").asText()));
            }
        }
        return new Verdicts(valid, invalid, wrong);
    }

    private static boolean accepts(Decoder decoder, String text) {
        try {
            decoder.decode(text);
            return true;
        } catch (PayeeException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            return false;
        }
    }

    /** Vectors write characters that cannot be printed as {@code 0x20 + rest}. */
    private static String unescaped(String text) {
        if (text.matches("0x[0-9a-fA-F]{2} ?\\+ ?.*")) {
            char first = (char) Integer.parseInt(text.substring(2, 4), 16);
            return first + text.substring(text.indexOf('+') + 1).strip().replaceAll("^\"|\"$", "");
        }
        return text;
    }
}
