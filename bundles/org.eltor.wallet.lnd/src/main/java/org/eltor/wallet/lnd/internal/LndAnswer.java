package org.eltor.wallet.lnd.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.http.HttpReply;

/**
 * What LND answered: the last word of a stream, the object of a plain answer, or an error.
 *
 * @param result the payment or object; empty for an error
 * @param code gRPC code of the error
 * @param message the error's text: foreign
 */
record LndAnswer(Optional<JsonNode> result, long code, String message) {
    static final long INVALID_ARGUMENT = 3;
    static final long NOT_FOUND = 5;
    static final long ALREADY_EXISTS = 6;
    private static final long PERMISSION_DENIED = 7;
    private static final long UNAUTHENTICATED = 16;

    /** Of a call that answers with one object. */
    static LndAnswer ofObject(HttpReply reply) {
        JsonNode node = reply.json();
        return reply.isSuccess() ? new LndAnswer(Optional.of(node), 0, "") : error(node, reply.status());
    }

    /** Of a call that answers with objects in lines, each a {@code result} or an {@code error}. */
    static LndAnswer ofStream(HttpReply reply) {
        String last = reply.body()
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((one, other) -> other)
                .orElseThrow(() -> Json.nonsense("an empty answer"));
        JsonNode node = Json.parse(last);
        if (node.has("error")) {
            return error(node.get("error"), reply.status());
        }
        if (!reply.isSuccess()) {
            return error(node, reply.status());
        }
        if (!node.path("result").isObject()) {
            throw Json.missing("result");
        }
        return new LndAnswer(Optional.of(node.get("result")), 0, "");
    }

    /** Whether the line ends what is waited for: a final state or an error. */
    static boolean isFinal(String line) {
        return line.contains("\"SUCCEEDED\"") || line.contains("\"FAILED\"") || line.contains("\"error\"");
    }

    /** The object; an exception with the error's text when there is none. */
    JsonNode demand() {
        return result.orElseThrow(
                () -> new CallException(Kind.NO_ANSWER, "answered with error " + code + ": " + message));
    }

    private static LndAnswer error(JsonNode error, int status) {
        long code = Json.number(error, "code").orElse(0);
        String message = Json.text(error, "message").orElse("HTTP " + status);
        String lower = message.toLowerCase(Locale.ROOT);
        boolean refused = status == 401
                || status == 403
                || code == UNAUTHENTICATED
                || code == PERMISSION_DENIED
                || lower.contains("permission denied")
                || lower.contains("verification failed")
                || lower.contains("macaroon");
        if (refused) {
            throw new CallException(
                    Kind.NOT_ALLOWED,
                    "does not accept the macaroon: set macaroon or macaroon.file to one that allows"
                            + " offchain:write, offchain:read and info:read");
        }
        return new LndAnswer(Optional.empty(), code, message);
    }
}
