package org.eltor.wallet.lnd.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.http.HttpCall;
import org.eltor.wallet.support.http.HttpReply;
import org.eltor.wallet.support.http.WalletHttp;

/** The questions to LND's REST interface that a payer needs. */
final class LndApi {
    /** How long LND looks for a route at most: less than we wait for the payment. */
    private static final int SEARCH_SECONDS = 30;

    private static final int MOST_PARTS = 4;

    private final LndSettings settings;
    private final WalletHttp http;
    private final Clock clock;
    private final Consumer<String> refused;

    LndApi(LndSettings settings, ScheduledExecutorService executor, Clock clock, Consumer<String> refused)
            throws IOException {
        Map<String, String> headers =
                Map.of("Grpc-Metadata-macaroon", settings.macaroon().reveal());
        this.settings = settings;
        this.http = new WalletHttp(settings.base(), settings.trust(), headers, executor);
        this.clock = clock;
        this.refused = refused;
    }

    CompletionStage<LndAnswer> info() {
        return send(HttpCall.get("/v1/getinfo", settings.query()), LndAnswer::ofObject);
    }

    CompletionStage<LndAnswer> balance() {
        return send(HttpCall.get("/v1/balance/channels", settings.query()), LndAnswer::ofObject);
    }

    /** Ends with the first final state. Left out or 0, the fee limit allows free routes only: it is always there. */
    CompletionStage<LndAnswer> pay(Instruction instruction) {
        ObjectNode body = Json.object().put("payment_request", instruction.payee());
        if (instruction.choosesAmount()) {
            body.put("amt_msat", Long.toString(instruction.amount().msat()));
        }
        body.put("timeout_seconds", instruction.secondsToSend(clock.instant(), SEARCH_SECONDS))
                .put(
                        "fee_limit_msat",
                        Long.toString(instruction.request().maxFee().msat()))
                .put("max_parts", MOST_PARTS)
                .put("no_inflight_updates", true);
        HttpCall call = HttpCall.json("POST", "/v2/router/send", body, settings.payment())
                .untilLine(LndAnswer::isFinal);
        return send(call, LndAnswer::ofStream);
    }

    /** The state of now: without the flag that leaves out what is in flight, LND begins with it at once. */
    CompletionStage<LndAnswer> track(PaymentHash hash) {
        String path = Base64.getUrlEncoder().encodeToString(HexFormat.of().parseHex(hash.hex()));
        HttpCall call = HttpCall.get("/v2/router/track/" + path + "?no_inflight_updates=false", settings.query())
                .untilLine(line -> !line.isBlank());
        return send(call, LndAnswer::ofStream);
    }

    private CompletionStage<LndAnswer> send(HttpCall call, Function<HttpReply, LndAnswer> reader) {
        return http.send(call).thenApply(reply -> {
            try {
                return reader.apply(reply);
            } catch (CallException e) {
                if (e.kind() == CallException.Kind.NOT_ALLOWED) {
                    refused.accept(e.getMessage());
                }
                throw e;
            }
        });
    }
}
