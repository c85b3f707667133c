package org.eltor.wallet.strike.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.http.HttpCall;
import org.eltor.wallet.support.http.WalletHttp;

/** The questions to Strike's API, version 1, that a payer needs. */
final class StrikeApi {
    private final StrikeSettings settings;
    private final WalletHttp http;
    private final Consumer<String> refused;

    StrikeApi(StrikeSettings settings, ScheduledExecutorService executor, Consumer<String> refused) throws IOException {
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + settings.key().reveal());
        this.settings = settings;
        this.http = new WalletHttp(settings.base(), settings.trust(), headers, executor);
        this.refused = refused;
    }

    CompletionStage<JsonNode> balances() {
        return send(HttpCall.get("/balances", settings.query())).thenApply(StrikeAnswer::demand);
    }

    /** Opens a quote; one for each key. */
    CompletionStage<StrikeAnswer> quote(Instruction instruction) {
        ObjectNode body = Json.object().put("lnInvoice", instruction.payee()).put("sourceCurrency", "BTC");
        if (instruction.choosesAmount()) {
            body.set("amount", BitcoinAmount.of(instruction.amount()));
        }
        return send(HttpCall.json("POST", "/payment-quotes/lightning", body, settings.query())
                .withHeaders(
                        Map.of("idempotency-key", instruction.request().key().toString())));
    }

    CompletionStage<StrikeAnswer> execute(String quote) {
        return send(HttpCall.json(
                "PATCH", "/payment-quotes/" + safe(quote) + "/execute", Json.object(), settings.payment()));
    }

    CompletionStage<JsonNode> payment(String id) {
        return send(HttpCall.get("/payments/" + safe(id), settings.query())).thenApply(StrikeAnswer::demand);
    }

    /** Ids are Strike's, and become part of a path. */
    static String safe(String id) {
        if (!id.matches("[0-9A-Za-z-]{1,64}")) {
            throw new CallException(Kind.NONSENSE, "sent an id that is none");
        }
        return id;
    }

    private CompletionStage<StrikeAnswer> send(HttpCall call) {
        return http.send(call).thenApply(reply -> {
            try {
                return StrikeAnswer.of(reply);
            } catch (CallException e) {
                if (e.kind() == Kind.NOT_ALLOWED) {
                    refused.accept(e.getMessage());
                }
                throw e;
            }
        });
    }
}
