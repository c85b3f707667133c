package org.eltor.wallet.cln.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.http.HttpCall;
import org.eltor.wallet.support.http.WalletHttp;

/** The RPCs of Core Lightning that a payer needs, over clnrest. */
final class ClnApi {
    /** How long the node tries at most, and waits for an invoice: less than we wait for it. */
    private static final int RETRY_SECONDS = 30;

    /** From when it is asked to pay until no further try can begin: the last one may still look for a route. */
    static final Duration TRYING = Duration.ofSeconds(RETRY_SECONDS + 20);

    private static final int INVOICE_SECONDS = 20;
    static final Duration INVOICE = Duration.ofSeconds(INVOICE_SECONDS + 10);

    private final ClnSettings settings;
    private final WalletHttp http;
    private final Clock clock;
    private final Consumer<String> refused;

    ClnApi(ClnSettings settings, ScheduledExecutorService executor, Clock clock, Consumer<String> refused)
            throws IOException {
        Map<String, String> headers = Map.of("Rune", settings.rune().reveal());
        this.settings = settings;
        this.http = new WalletHttp(settings.base(), settings.trust(), headers, executor);
        this.clock = clock;
        this.refused = refused;
    }

    CompletionStage<JsonNode> info() {
        return query("getinfo", Json.object()).thenApply(answer -> answer.demand("getinfo"));
    }

    CompletionStage<JsonNode> channels() {
        return query("listpeerchannels", Json.object()).thenApply(answer -> answer.demand("listpeerchannels"));
    }

    CompletionStage<JsonNode> pays(String hash) {
        return query("listpays", Json.object().put("payment_hash", hash))
                .thenApply(answer -> answer.demand("listpays"));
    }

    CompletionStage<RpcAnswer> fetchInvoice(Instruction instruction) {
        ObjectNode params = Json.object().put("offer", instruction.payee());
        if (instruction.choosesAmount()) {
            params.put("amount_msat", instruction.amount().msat());
        }
        params.put("payer_note", instruction.request().note().text()).put("timeout", INVOICE_SECONDS);
        return call("fetchinvoice", params, INVOICE);
    }

    /** @param what the invoice, of either kind */
    CompletionStage<RpcAnswer> pay(PayCommand command, String what, Instruction instruction) {
        boolean modern = command == PayCommand.XPAY;
        ObjectNode params = Json.object().put(modern ? "invstring" : "bolt11", what);
        if (!instruction.isOffer() && instruction.choosesAmount()) {
            params.put("amount_msat", instruction.amount().msat());
        }
        params.put("maxfee", instruction.request().maxFee().msat())
                .put("retry_for", instruction.secondsToSend(clock.instant(), RETRY_SECONDS));
        return call(modern ? "xpay" : "pay", params, settings.payment());
    }

    private CompletionStage<RpcAnswer> query(String method, ObjectNode params) {
        return call(method, params, settings.query());
    }

    private CompletionStage<RpcAnswer> call(String method, ObjectNode params, Duration timeout) {
        return http.send(HttpCall.json("POST", "/v1/" + method, params, timeout))
                .thenApply(reply -> {
                    try {
                        return RpcAnswer.of(method, reply);
                    } catch (CallException e) {
                        if (e.kind() == CallException.Kind.NOT_ALLOWED) {
                            refused.accept(e.getMessage());
                        }
                        throw e;
                    }
                });
    }
}
