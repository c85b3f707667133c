package org.eltor.wallet.support.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;

/**
 * Asks one wallet over HTTP. Follows no redirect, uses no proxy, repeats nothing that could pay. Every answer comes
 * within its call's timeout, as an {@link HttpReply} or a {@link CallException}.
 */
public final class WalletHttp {
    /** Until a connection is there. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** The largest answer that is read. */
    public static final int LARGEST_BODY = 4 * 1024 * 1024;

    private final URI base;
    private final Map<String, String> headers;
    private final ScheduledExecutorService executor;
    private final HttpClient client;

    /**
     * @param base the wallet's address, from {@link Endpoint}
     * @param headers of every request; may hold secrets
     * @param executor carries the client's work and the timeouts; not shut down here
     * @throws IOException when the trust cannot be set up; the message says why
     */
    public WalletHttp(URI base, Trust trust, Map<String, String> headers, ScheduledExecutorService executor)
            throws IOException {
        this.base = base;
        this.headers = Map.copyOf(headers);
        this.executor = executor;
        this.client = client(trust, executor);
    }

    /** A client of the JDK with the bounds of this package, for what is not a plain call. */
    public static HttpClient client(Trust trust, ScheduledExecutorService executor) throws IOException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT_TIMEOUT)
                .sslContext(trust.context())
                .executor(executor)
                .build();
    }

    /** Sends a request; the stage completes on a thread of the executor, where possible. */
    public CompletionStage<HttpReply> send(HttpCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.path()))
                .method(call.method(), call.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        headers.forEach(request::setHeader);
        call.headers().forEach(request::setHeader);
        CompletableFuture<HttpReply> result = new CompletableFuture<>();
        try {
            CompletableFuture<HttpResponse<String>> exchange =
                    client.sendAsync(request.build(), info -> new LimitedBody(LARGEST_BODY, call.until()));
            ScheduledFuture<?> timeout = executor.schedule(
                    () -> {
                        result.completeExceptionally(
                                new CallException(Kind.NO_ANSWER, "gave no answer within " + seconds(call.timeout())));
                        exchange.cancel(true);
                    },
                    call.timeout().toMillis(),
                    TimeUnit.MILLISECONDS);
            exchange.whenComplete((response, failure) -> {
                timeout.cancel(false);
                if (failure == null) {
                    result.complete(new HttpReply(response.statusCode(), response.body()));
                } else {
                    result.completeExceptionally(explained(failure));
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new CallException(Kind.NO_ANSWER, "is being stopped"));
        }
        return result;
    }

    private static String seconds(Duration timeout) {
        return timeout.toMillis() < 1000 ? timeout.toMillis() + " ms" : timeout.toSeconds() + " s";
    }

    /** What the failure of a connection says, in words that hold nothing of the request. */
    public static CallException explained(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof CallException call) {
            return call;
        }
        CallException nested = nested(cause);
        if (nested != null) {
            return nested;
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return new CallException(Kind.NOT_SENT, "did not accept a connection within " + seconds(CONNECT_TIMEOUT));
        }
        if (cause instanceof ConnectException) {
            boolean unresolved = hasCause(cause, UnresolvedAddressException.class);
            return new CallException(
                    Kind.NOT_SENT, unresolved ? "has an address whose host is not known" : "refuses connections");
        }
        if (cause instanceof SSLHandshakeException || hasCause(cause, CertificateException.class)) {
            return new CallException(
                    Kind.NOT_TRUSTED,
                    hasCause(cause, CertificateException.class)
                            ? "shows a certificate that is not trusted: see tls.pin, tls.certificate.file"
                            : "does not speak TLS as it should");
        }
        return new CallException(Kind.NO_ANSWER, "broke the connection off");
    }

    private static CallException nested(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallException call) {
                return call;
            }
        }
        return null;
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
