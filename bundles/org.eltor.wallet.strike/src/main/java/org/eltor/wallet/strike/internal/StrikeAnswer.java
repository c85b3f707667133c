package org.eltor.wallet.strike.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.http.HttpReply;

/**
 * What Strike answered: an object, or an error that means that the request was refused.
 *
 * @param result the object or list; empty for an error
 * @param status HTTP status
 * @param code Strike's name of the error
 * @param message its text: foreign
 * @param error the whole error
 */
record StrikeAnswer(Optional<JsonNode> result, int status, String code, String message, JsonNode error) {
    private static final int CONFLICT = 409;

    /** Server errors and rate limits are no answer. */
    static StrikeAnswer of(HttpReply reply) {
        int status = reply.status();
        if (reply.isSuccess()) {
            return new StrikeAnswer(Optional.of(reply.json()), status, "", "", Json.object());
        }
        if (status == 401 || status == 403) {
            throw new CallException(
                    Kind.NOT_ALLOWED, "does not accept the key: set key or key.file to one with the scopes it needs");
        }
        if (status < 400 || status >= 500 || status == 429 || status == 408) {
            throw new CallException(Kind.NO_ANSWER, "answered HTTP " + status);
        }
        JsonNode error = reply.json();
        JsonNode data = error.path("data");
        return new StrikeAnswer(
                Optional.empty(),
                status,
                Json.text(data, "code").orElse("HTTP " + status),
                Json.text(data, "message").orElse(""),
                error);
    }

    boolean isConflict() {
        return status == CONFLICT;
    }

    boolean isAboutBalance() {
        return code.contains("BALANCE") || code.contains("FUNDS");
    }

    /** One line for people. */
    String reason() {
        return (code + " " + message).strip();
    }

    JsonNode demand() {
        return result.orElseThrow(() -> new CallException(Kind.NO_ANSWER, "answered " + reason()));
    }
}
