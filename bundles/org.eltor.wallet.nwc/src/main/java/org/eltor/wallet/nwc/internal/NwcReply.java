package org.eltor.wallet.nwc.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;
import org.eltor.wallet.support.Json;

/**
 * A response of NIP-47.
 *
 * @param error the error's code; empty for a result
 * @param message the error's text: foreign
 * @param result the result
 */
record NwcReply(String error, String message, JsonNode result) {
    static final String PAYMENT_FAILED = "PAYMENT_FAILED";
    static final String NOT_FOUND = "NOT_FOUND";
    private static final Set<String> CREDENTIALS = Set.of("UNAUTHORIZED");
    private static final Set<String> REFUSALS = Set.of(
            "RATE_LIMITED",
            "NOT_IMPLEMENTED",
            "INSUFFICIENT_BALANCE",
            "QUOTA_EXCEEDED",
            "RESTRICTED",
            "UNSUPPORTED_ENCRYPTION");

    static NwcReply parse(String text) {
        JsonNode node = Json.parse(text);
        JsonNode error = node.path("error");
        if (error.isObject()) {
            return new NwcReply(
                    Json.text(error, "code").filter(code -> !code.isEmpty()).orElse("OTHER"),
                    Json.text(error, "message").orElse(""),
                    Json.object());
        }
        if (!node.path("result").isObject()) {
            throw Json.missing("result");
        }
        return new NwcReply("", "", node.get("result"));
    }

    boolean isError() {
        return !error.isEmpty();
    }

    boolean is(String code) {
        return error.equals(code);
    }

    /** The wallet does not know us any more. */
    boolean refusesUs() {
        return CREDENTIALS.contains(error);
    }

    /** The wallet will not do it until something is mended; it did nothing. */
    boolean refusesRequest() {
        return refusesUs() || REFUSALS.contains(error);
    }

    /** One line for people. */
    String reason() {
        return switch (error) {
            case "INSUFFICIENT_BALANCE" -> "its balance is too low";
            case "QUOTA_EXCEEDED" -> "the budget of the connection is used up: raise it in the wallet";
            case "UNAUTHORIZED" -> NwcClient.UNAUTHORIZED;
            case "RATE_LIMITED" -> "is asked too often";
            default -> (error + " " + message).strip();
        };
    }

    JsonNode demand() {
        if (isError()) {
            throw new CallException(refusesUs() ? Kind.NOT_ALLOWED : Kind.NO_ANSWER, reason());
        }
        return result;
    }
}
