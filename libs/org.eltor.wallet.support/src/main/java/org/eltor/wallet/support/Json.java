package org.eltor.wallet.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentPreimage;

/** JSON of wallets. What is not as it should be is a {@link CallException} that names the field. */
public final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static JsonNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw nonsense("an empty answer");
            }
            return node;
        } catch (JsonProcessingException e) { // its message would quote the text
            throw nonsense("an answer that is not JSON");
        }
    }

    /** The text of a field; empty when it is absent, null or not text. */
    public static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    public static String demandText(JsonNode node, String field) {
        return text(node, field).orElseThrow(() -> missing(field));
    }

    /** A whole number, also one written as text; empty when the field is absent or null. */
    public static OptionalLong number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return OptionalLong.of(value.longValue());
        }
        if (value.isTextual() && value.textValue().matches("-?[0-9]{1,18}(?:msat)?")) {
            return OptionalLong.of(Long.parseLong(value.textValue().replace("msat", "")));
        }
        throw nonsense("an answer whose field " + field + " is not a whole number");
    }

    /** An amount in millisatoshi, as a number, as text or with the unit that older nodes add. */
    public static Optional<MilliSatoshi> msat(JsonNode node, String field) {
        OptionalLong number = number(node, field);
        if (number.isPresent() && number.getAsLong() < 0) {
            throw nonsense("an answer whose field " + field + " is negative");
        }
        return number.isPresent() ? Optional.of(MilliSatoshi.of(number.getAsLong())) : Optional.empty();
    }

    public static MilliSatoshi demandMsat(JsonNode node, String field) {
        return msat(node, field).orElseThrow(() -> missing(field));
    }

    public static MilliSatoshi demandSat(JsonNode node, String field) {
        MilliSatoshi number = demandMsat(node, field);
        if (number.msat() > Long.MAX_VALUE / 1000) {
            throw nonsense("an answer whose field " + field + " is out of range");
        }
        return MilliSatoshi.of(number.msat() * 1000);
    }

    /** A preimage; empty when the field is absent, null, empty or all zeros, as nodes write "not yet". */
    public static Optional<PaymentPreimage> preimage(JsonNode node, String field) {
        Optional<String> hex = text(node, field).filter(value -> !value.matches("0*"));
        try {
            return hex.map(PaymentPreimage::new);
        } catch (IllegalArgumentException e) {
            throw nonsense("an answer whose field " + field + " is not a preimage");
        }
    }

    public static Optional<PaymentHash> hash(JsonNode node, String field) {
        try {
            return text(node, field).map(PaymentHash::new);
        } catch (IllegalArgumentException e) {
            throw nonsense("an answer whose field " + field + " is not a payment hash");
        }
    }

    public static CallException missing(String field) {
        return nonsense("an answer without " + field);
    }

    public static CallException nonsense(String what) {
        return new CallException(CallException.Kind.NONSENSE, "sent " + what);
    }
}
