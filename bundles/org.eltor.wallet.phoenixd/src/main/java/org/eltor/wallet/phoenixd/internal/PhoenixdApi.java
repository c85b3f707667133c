package org.eltor.wallet.phoenixd.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.http.HttpCall;
import org.eltor.wallet.support.http.HttpReply;
import org.eltor.wallet.support.http.WalletHttp;

/** The questions that phoenixd 0.8 answers. */
final class PhoenixdApi {
    static final String WRONG_PASSWORD = "does not accept the password: set the full http-password of its phoenix.conf";
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;

    private final PhoenixdSettings settings;
    private final WalletHttp http;
    private final Consumer<String> refused;

    PhoenixdApi(PhoenixdSettings settings, ScheduledExecutorService executor, Consumer<String> refused)
            throws IOException {
        byte[] login = (":" + settings.password().reveal()).getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers =
                Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        this.settings = settings;
        this.http = new WalletHttp(settings.base(), settings.trust(), headers, executor);
        this.refused = refused;
    }

    CompletionStage<JsonNode> info() {
        return get("/getinfo").thenApply(HttpReply::json);
    }

    CompletionStage<JsonNode> balance() {
        return get("/getbalance").thenApply(HttpReply::json);
    }

    CompletionStage<HttpReply> payOffer(Instruction instruction) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("offer", instruction.payee());
        form.put("amountSat", satoshi(instruction));
        form.put("message", instruction.request().note().text());
        return pay("/payoffer", form);
    }

    CompletionStage<HttpReply> payInvoice(Instruction instruction) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("invoice", instruction.payee());
        if (instruction.choosesAmount()) {
            form.put("amountSat", satoshi(instruction));
        }
        return pay("/payinvoice", form);
    }

    /** Empty when phoenixd has no payment of that id. */
    CompletionStage<Optional<JsonNode>> outgoing(String paymentId) {
        return found("/payments/outgoing/" + paymentId);
    }

    /** Empty when phoenixd has no payment of that hash. */
    CompletionStage<Optional<JsonNode>> outgoingByHash(String hash) {
        return found("/payments/outgoingbyhash/" + hash);
    }

    /** Every payment that was created in the window. */
    CompletionStage<List<JsonNode>> outgoing(Instant from, Instant to) {
        return page(from, to, new ArrayList<>(), 0);
    }

    private CompletionStage<List<JsonNode>> page(Instant from, Instant to, List<JsonNode> sofar, int number) {
        String path = "/payments/outgoing?from=" + from.toEpochMilli() + "&to=" + to.toEpochMilli() + "&limit=" + PAGE
                + "&offset=" + sofar.size() + "&all=true";
        return get(path).thenCompose(reply -> {
            JsonNode page = demandSuccess(reply).json();
            if (!page.isArray()) {
                throw Json.nonsense("an answer that is not a list");
            }
            page.forEach(sofar::add);
            if (page.size() < PAGE) {
                return CompletableFuture.completedStage(sofar);
            }
            if (number == MOST_PAGES) {
                throw Json.nonsense("more payments than can be told apart");
            }
            return page(from, to, sofar, number + 1);
        });
    }

    private CompletionStage<Optional<JsonNode>> found(String path) {
        return get(path)
                .thenApply(reply -> reply.status() == 404
                        ? Optional.empty()
                        : Optional.of(demandSuccess(reply).json()));
    }

    private CompletionStage<HttpReply> get(String path) {
        return http.send(HttpCall.get(path, settings.query())).thenApply(reply -> {
            if (reply.status() == 401) {
                throw new CallException(Kind.NOT_ALLOWED, WRONG_PASSWORD);
            }
            return reply.status() == 404 ? reply : demandSuccess(reply);
        });
    }

    private CompletionStage<HttpReply> pay(String path, Map<String, String> form) {
        return http.send(HttpCall.form(path, form, settings.payment())).thenApply(reply -> {
            if (reply.status() == 401) {
                refused.accept(WRONG_PASSWORD);
            }
            return reply;
        });
    }

    private static HttpReply demandSuccess(HttpReply reply) {
        if (!reply.isSuccess()) {
            throw new CallException(Kind.NO_ANSWER, "answered HTTP " + reply.status());
        }
        return reply;
    }

    private static String satoshi(Instruction instruction) {
        return Long.toString(instruction.amount().msat() / 1000);
    }
}
