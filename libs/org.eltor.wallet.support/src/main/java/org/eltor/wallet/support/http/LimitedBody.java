package org.eltor.wallet.support.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;

/** A body as text, given up when it grows beyond its limit; ends early at a line that is waited for. */
final class LimitedBody implements BodySubscriber<String> {
    private final int limit;
    private final Optional<Predicate<String>> until;
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.Subscription subscription;
    private int lineStart;

    LimitedBody(int limit, Optional<Predicate<String>> until) {
        this.limit = limit;
        this.until = until;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (text.isDone()) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            if (bytes.size() + buffer.remaining() > limit) {
                subscription.cancel();
                text.completeExceptionally(new CallException(Kind.NONSENSE, "sent more than " + limit / 1024 + " KiB"));
                return;
            }
            byte[] chunk = new byte[buffer.remaining()];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
        }
        until.ifPresent(this::lookForLine);
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete(bytes.toString(StandardCharsets.UTF_8));
    }

    private void lookForLine(Predicate<String> wanted) {
        byte[] all = bytes.toByteArray();
        for (int i = lineStart; i < all.length; i++) {
            if (all[i] != '\n') {
                continue;
            }
            String line = new String(all, lineStart, i - lineStart, StandardCharsets.UTF_8);
            lineStart = i + 1;
            if (wanted.test(line)) {
                subscription.cancel();
                text.complete(new String(all, 0, lineStart, StandardCharsets.UTF_8));
                return;
            }
        }
    }
}
