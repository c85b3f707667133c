package org.eltor.payment.internal.payee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eltor.api.lightning.MilliSatoshi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The examples of LUD-06. That of LUD-01 is in {@link DecoderVectorsTest}. The others have nothing to be held against:
 * withdrawing (03), logging in (05), what to show after a payment (09, 10), links that are used once (11), comments (12) and
 * the payer's data (18) are not done here, and of LUD-16 there are but two kinds of metadata, which are hashed and not read.
 */
class LnurlVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private List<JsonNode> examples;

    @BeforeEach
    void read() throws IOException {
        examples = Vectors.list(Vectors.read("lnurl-examples.json").get("lud06"));
    }

    private List<String> examples(String language, String with) {
        List<String> found = examples.stream()
                .filter(example -> example.get("lang").textValue().equals(language))
                .map(example -> example.get("text").textValue())
                .filter(text -> text.contains(with))
                .toList();
        assertThat(found).as("examples of %s with %s", language, with).isNotEmpty();
        return found;
    }

    private Set<String> fields(String with) {
        Matcher names = Pattern.compile("\"?(\\w+)\"?: ")
                .matcher(examples("Typescript", with).get(0));
        Set<String> fields = new TreeSet<>();
        while (names.find()) {
            fields.add(names.group(1));
        }
        return fields;
    }

    /** The example's metadata beside made-up numbers: it has types where those are. */
    private ObjectNode request() throws IOException {
        return JSON.createObjectNode()
                .put("callback", "https://pay.example/cb")
                .put("maxSendable", 5000)
                .put("minSendable", 1000)
                .put(
                        "metadata",
                        JSON.readTree(examples("JSON", "lorem ipsum").get(0)).textValue())
                .put("tag", "payRequest");
    }

    private static byte[] bytes(JsonNode node) throws IOException {
        return JSON.writeValueAsBytes(node);
    }

    @Test
    void everyFieldOfTheFirstAnswerIsNeeded() throws Exception {
        Set<String> fields = fields("\"tag\": \"payRequest\"");
        assertThat(fields).containsExactly("callback", "maxSendable", "metadata", "minSendable", "tag");
        LnurlPay.parse(bytes(request()));
        for (String field : fields) {
            assertThatThrownBy(() -> LnurlPay.parse(bytes(request().without(field))))
                    .as("without %s", field)
                    .isInstanceOf(PayeeException.class);
        }
    }

    @Test
    void theSecondAnswerIsReadAsItIsWritten() throws Exception {
        assertThat(fields("pr: string")).containsExactly("pr", "routes");
        ObjectNode answer = JSON.createObjectNode().put("pr", "lnbc1example");
        answer.putArray("routes");
        assertThat(LnurlPay.invoice(bytes(answer))).isEqualTo("lnbc1example");
    }

    @Test
    void metadataIsHashedAsTheRawStringThatItIs() throws Exception {
        byte[] raw = "[[\"text/plain\", \"lorem ipsum blah blah\"]]".getBytes(StandardCharsets.UTF_8);
        assertThat(LnurlPay.parse(bytes(request())).metadataHash())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(raw)));
    }

    @Test
    void theAmountIsAskedForAsTheTemplateHasIt() throws Exception {
        String template = examples("", "amount=").get(0).strip();
        for (String callback : List.of("https://pay.example/cb", "https://pay.example/cb?u=1")) {
            WebAddress asked =
                    LnurlPay.parse(bytes(request().put("callback", callback))).invoiceOf(MilliSatoshi.of(1000));
            assertThat("https://" + asked.authority() + asked.path())
                    .isEqualTo(template.replace("<callback>", callback)
                            .replace("<?|&>", callback.contains("?") ? "&" : "?")
                            .replace("<milliSatoshi>", "1000"));
        }
    }

    @Test
    void errorsAreRefusedWithoutTheirText() {
        List<String> errors = examples("JSON", "\"ERROR\"");
        assertThat(errors).hasSize(2);
        for (String error : errors) {
            byte[] answer = error.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> LnurlPay.parse(answer)).satisfies(LnurlVectorsTest::isAnError);
            assertThatThrownBy(() -> LnurlPay.invoice(answer)).satisfies(LnurlVectorsTest::isAnError);
        }
    }

    private static void isAnError(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        PayeeException.class, e -> assertThat(e.retriable()).isTrue())
                .hasMessageContaining("answers with an error")
                .hasMessageNotContaining("details");
    }
}
