package org.eltor.wallet.nwc.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eltor.wallet.nwc.internal.crypto.CipherException;
import org.eltor.wallet.nwc.internal.crypto.Encryption;
import org.eltor.wallet.nwc.internal.nostr.NostrEvent;
import org.eltor.wallet.nwc.internal.nostr.NostrKeys;
import org.eltor.wallet.nwc.internal.nostr.RelayPool;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.http.WalletHttp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests and responses of NIP-47 over all relays of the connection; the first answer counts. */
final class NwcClient {
    static final String UNAUTHORIZED = "does not know this connection: make a new one in the wallet";

    /** A request that a relay kept back is void from then on, if not before. */
    static final Duration EXPIRATION = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(NwcClient.class);
    private static final int REQUEST = 23194;
    private static final int RESPONSE = 23195;
    private static final long LOOK_BACK_SECONDS = 10;
    private static final long SKEW_SECONDS = 600;

    private final NwcSettings settings;
    private final Workbench bench;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final NostrKeys keys;
    private final byte[] wallet;
    private final RelayPool pool;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> informed = new CompletableFuture<>();
    private volatile Optional<WalletInfo> info = Optional.empty();

    /** A request without an answer yet. */
    private record Waiting(CompletableFuture<NwcReply> answer, Encryption encryption) {}

    NwcClient(NwcSettings settings, Workbench bench) throws IOException {
        this.settings = settings;
        this.bench = bench;
        this.clock = bench.clock();
        this.keys = new NostrKeys(settings.uri().secret().reveal());
        this.wallet = HexFormat.of().parseHex(settings.uri().wallet());
        this.pool = new RelayPool(
                settings.uri().relays(),
                keys,
                clock,
                random,
                WalletHttp.client(settings.trust(), bench.executor()),
                bench.executor(),
                settings.pace(),
                this::subscriptions,
                this::received);
        pool.connect();
    }

    /** Completes when a relay is there and the wallet's info has come, or will not. */
    CompletionStage<Void> ready() {
        return within(settings.query(), pool.tried().toCompletableFuture(), "is not connected yet")
                .thenCompose(tried -> {
                    CallException trouble = pool.trouble();
                    return trouble == null
                            ? within(settings.query(), informed.copy(), "").exceptionally(late -> null)
                            : CompletableFuture.failedStage(trouble);
                });
    }

    /** What the wallet says of itself; empty when no relay has it. */
    Optional<WalletInfo> info() {
        return info;
    }

    CompletionStage<NwcReply> ask(String method, ObjectNode params, Duration timeout) {
        return ask(method, params, timeout, EXPIRATION);
    }

    /** @param expiration a request that a relay keeps back for so long is void */
    CompletionStage<NwcReply> ask(String method, ObjectNode params, Duration timeout, Duration expiration) {
        Encryption encryption =
                settings.encryption().or(() -> info.map(WalletInfo::encryption)).orElse(Encryption.NIP04);
        NostrEvent event;
        try {
            event = request(method, params, encryption, expiration);
        } catch (CipherException e) {
            return CompletableFuture.failedStage(new CallException(Kind.NOT_SENT, "was not asked: " + e.getMessage()));
        }
        CompletableFuture<NwcReply> answer = new CompletableFuture<>();
        waiting.put(event.id(), new Waiting(answer, encryption));
        pool.publish(event).whenComplete((taken, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(
                        CallException.of(failure).orElse(new CallException(Kind.NO_ANSWER, "could not be asked")));
            }
        });
        String late = "gave no answer within " + timeout.toSeconds() + " s: does the wallet run?";
        return within(timeout, answer, late).whenComplete((reply, failure) -> {
            waiting.remove(event.id());
            if (reply != null && reply.refusesUs()) {
                bench.refused().accept(UNAUTHORIZED);
            }
        });
    }

    void close() {
        pool.close();
    }

    private NostrEvent request(String method, ObjectNode params, Encryption encryption, Duration expiration)
            throws CipherException {
        ObjectNode body = Json.object().put("method", method);
        body.set("params", params);
        long now = clock.instant().getEpochSecond();
        List<List<String>> tags = new ArrayList<>();
        tags.add(List.of("p", settings.uri().wallet()));
        if (encryption == Encryption.NIP44) {
            tags.add(List.of("encryption", encryption.tag()));
        }
        tags.add(List.of("expiration", Long.toString(now + expiration.toSeconds())));
        String content = encryption.encrypt(body.toString(), keys.secret(), wallet, random);
        return NostrEvent.signed(keys, now, REQUEST, tags, content, random);
    }

    private Map<String, ObjectNode> subscriptions() {
        ObjectNode responses = Json.object();
        responses.putArray("kinds").add(RESPONSE);
        responses.putArray("authors").add(settings.uri().wallet());
        responses.putArray("#p").add(keys.publicKey());
        responses.put("since", clock.instant().getEpochSecond() - LOOK_BACK_SECONDS);
        ObjectNode about = Json.object();
        about.putArray("kinds").add(WalletInfo.KIND);
        about.putArray("authors").add(settings.uri().wallet());
        Map<String, ObjectNode> result = new LinkedHashMap<>();
        result.put("responses", responses);
        result.put("info", about);
        return result;
    }

    /** Genuine events of anybody: a relay may send what was not asked for. */
    private void received(NostrEvent event) {
        if (!event.author().equals(settings.uri().wallet())) {
            return;
        }
        if (event.kind() == WalletInfo.KIND) {
            if (info.isEmpty() || info.get().createdAt() < event.createdAt()) {
                info = Optional.of(WalletInfo.of(event));
            }
            informed.complete(null);
        } else if (event.kind() == RESPONSE) {
            answered(event);
        }
    }

    private void answered(NostrEvent event) {
        Waiting request = waiting.get(event.tag("e").orElse(""));
        boolean forUs = event.tag("p").map(keys.publicKey()::equals).orElse(true);
        boolean timely = Math.abs(event.createdAt() - clock.instant().getEpochSecond()) < SKEW_SECONDS;
        if (request == null || !forUs || !timely) {
            LOG.debug("A response is not for a request that waits");
            return;
        }
        try {
            String text = request.encryption().decrypt(event.content(), keys.secret(), wallet);
            request.answer().complete(NwcReply.parse(text));
        } catch (CipherException e) {
            request.answer()
                    .completeExceptionally(Json.nonsense("an answer that cannot be decrypted: " + e.getMessage()));
        } catch (CallException e) {
            request.answer().completeExceptionally(e);
        }
    }

    private <T> CompletionStage<T> within(Duration limit, CompletableFuture<T> stage, String late) {
        try {
            ScheduledFuture<?> timeout = bench.executor()
                    .schedule(
                            () -> stage.completeExceptionally(new CallException(Kind.NO_ANSWER, late)),
                            limit.toMillis(),
                            TimeUnit.MILLISECONDS);
            return stage.whenComplete((value, failure) -> timeout.cancel(false));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(new CallException(Kind.NO_ANSWER, "is being stopped"));
        }
    }
}
