package org.eltor.payment.internal.payee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.testkit.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The proofs of BIP 353: real records of the real DNS with their signatures up to the root, valid on some days of August
 * 2025. We read no proofs, but ask a resolver; so each proof's records are put behind one, which answers with what the
 * proof holds, and the names are looked up with IANA's keys of the root at the time of the youngest signature. Not
 * tested are the order of the records, which a resolver does not have, and that a proof holds nothing beside the chain.
 */
class ProofVectorsTest {
    private List<JsonNode> proofs;

    @BeforeEach
    void read() throws IOException {
        proofs = Vectors.list(Vectors.read("bip353.json").get("proofs"));
        assertThat(proofs).hasSize(5);
    }

    private static byte[] bytes(JsonNode proof) {
        return HexFormat.of().parseHex(proof.get("hex").textValue());
    }

    private static List<String> texts(ProofZones zones, Duration later) throws PayeeException {
        return new ProvenTexts(
                        zones,
                        WebAddress.parse("https://dns.example/dns-query"),
                        ProvenTexts.ROOT,
                        new SettableClock(zones.signed().plus(later)),
                        Duration.ofMinutes(1))
                .of(PaymentName.parse(zones.name()).dnsName(), "test");
    }

    private static List<String> texts(byte[] proof) throws PayeeException, IOException {
        return texts(new ProofZones(proof), Duration.ofMinutes(1));
    }

    @Test
    void validProofsLeadToTheOneInstructionOfTheirNames() throws Exception {
        int valid = 0;
        for (JsonNode proof : proofs) {
            if (proof.get("valid").booleanValue()) {
                List<String> texts = texts(bytes(proof));
                String address = proof.get("description").textValue().contains("BC1QYY")
                        ? "bc1qyyq734dcnhhcwyw8yjxswxg4p7k9nxu0qt84qz"
                        : "bc1qztwy6xen3zdtt7z0vrgapmjtfz8acjkfp5fp7l";
                assertThat(texts)
                        .filteredOn(text -> text.toLowerCase(Locale.ROOT).startsWith("bitcoin:"))
                        .singleElement()
                        .asString()
                        .containsIgnoringCase(address);
                PaymentName.instruction(texts);
                valid++;
            }
        }
        assertThat(valid).isEqualTo(3);
    }

    @Test
    void theOfferBehindAnAliasIsTheOneOfTheProof() throws Exception {
        JsonNode proof = proofs.get(2);
        String offer = PaymentName.instruction(texts(bytes(proof))).offer().orElseThrow();
        assertThat(proof.get("description").textValue()).contains(" " + offer + " ");
        assertThat(Bolt12Offer.parse(offer)
                        .refusal(
                                Optional.of(Network.BITCOIN),
                                MilliSatoshi.of(1000),
                                new ProofZones(bytes(proof)).signed()))
                .isEmpty();
    }

    @Test
    void twoInstructionsAreNone() throws Exception {
        JsonNode proof = proofs.get(3);
        assertThat(proof.get("valid").booleanValue()).isFalse();
        List<String> texts = texts(bytes(proof));
        assertThatThrownBy(() -> PaymentName.instruction(texts)).hasMessageContaining("more than one");
    }

    @Test
    void anAliasOfAWildcardIsNothingWithoutProofThatTheNameItselfIsNotThere() {
        JsonNode proof = proofs.get(4);
        assertThat(proof.get("valid").booleanValue()).isFalse();
        unproven(() -> texts(bytes(proof)));
    }

    @Test
    void noProofHoldsBeforeOrAfterItsTimeOrWithAnotherText() throws IOException {
        for (JsonNode proof : proofs.subList(0, 3)) {
            ProofZones zones = new ProofZones(bytes(proof));
            unproven(() -> texts(zones, Duration.ofDays(30)));
            unproven(() -> texts(zones, Duration.ofDays(-30)));
            String forged = new String(bytes(proof), StandardCharsets.ISO_8859_1)
                    .replaceFirst("(?i)(bitcoin:\\??(?:bc=)?bc1q)(.)", "$1x");
            assertThat(forged.getBytes(StandardCharsets.ISO_8859_1)).isNotEqualTo(bytes(proof));
            unproven(() -> texts(forged.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    private static void unproven(org.assertj.core.api.ThrowableAssert.ThrowingCallable lookup) {
        assertThatThrownBy(lookup)
                .isInstanceOf(NoInstructionException.class)
                .hasMessageContaining("DNS does not prove it");
    }
}
