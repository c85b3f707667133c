package org.eltor.wallet.support.http;

import com.fasterxml.jackson.databind.JsonNode;
import org.eltor.wallet.support.Json;

/**
 * What a wallet answered.
 *
 * @param status HTTP status
 * @param body the whole body, or the lines up to the one waited for
 */
public record HttpReply(int status, String body) {
    /** The body as JSON; a {@link org.eltor.wallet.support.CallException} when it is not. */
    public JsonNode json() {
        return Json.parse(body);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Bodies name payments: they are not printed. */
    @Override
    public String toString() {
        return "HttpReply[" + status + ", " + body.length() + " characters]";
    }
}
