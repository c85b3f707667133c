package org.eltor.wallet.cln.internal;

import com.fasterxml.jackson.databind.JsonNode;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.http.HttpReply;

/**
 * The result of an RPC, or its error.
 *
 * @param ok there is a result
 * @param result the result
 * @param code the error's code
 * @param message the error's text: foreign
 */
record RpcAnswer(boolean ok, JsonNode result, long code, String message) {
    private static final long UNKNOWN_METHOD = -32601;

    /** @param method named in messages */
    static RpcAnswer of(String method, HttpReply reply) {
        if (reply.isSuccess()) {
            JsonNode result = reply.json();
            if (!result.isObject()) {
                throw Json.nonsense("an answer that is not an object");
            }
            return new RpcAnswer(true, result, 0, "");
        }
        JsonNode error = reply.status() == 404 && !reply.body().startsWith("{") ? Json.object() : reply.json();
        long code = Json.number(error, "code").orElse(reply.status() == 404 ? UNKNOWN_METHOD : 0);
        String message = Json.text(error, "message").orElse("HTTP " + reply.status());
        if (reply.status() == 401 && message.toLowerCase(java.util.Locale.ROOT).contains("rate")) {
            throw new CallException(Kind.NOT_SENT, "is asked more often than the rune allows");
        }
        if (reply.status() == 401 || reply.status() == 403) {
            throw new CallException(
                    Kind.NOT_ALLOWED,
                    "does not accept the rune for " + method + ": set rune or rune.file to one that allows it");
        }
        if (reply.status() != 404 && reply.status() != 500 && reply.status() != 400) {
            throw new CallException(Kind.NO_ANSWER, "answered HTTP " + reply.status());
        }
        if (code == 0) {
            throw new CallException(Kind.NO_ANSWER, "answered HTTP " + reply.status() + " without an error code");
        }
        return new RpcAnswer(false, error, code, message);
    }

    boolean isUnknownMethod() {
        return !ok && code == UNKNOWN_METHOD;
    }

    /** The result; an exception with the error's text when there is none. */
    JsonNode demand(String method) {
        if (!ok) {
            throw new CallException(Kind.NO_ANSWER, "answered " + method + " with error " + code + ": " + message);
        }
        return result;
    }
}
