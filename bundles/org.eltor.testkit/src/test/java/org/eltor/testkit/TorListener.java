package org.eltor.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.StreamEvent;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException;

/** What a test hears of a scripted tor, and the answers to its commands. */
final class TorListener {
    final List<TorEvent> events = new ArrayList<>();
    private final SteppedExecutor executor;

    TorListener(SteppedExecutor executor, TorControl control, String... keywords) {
        this.executor = executor;
        answer(control.subscribe(Set.of(keywords), events::add));
    }

    <T> T answer(CompletionStage<T> stage) {
        executor.runUntilIdle();
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new AssertionError("no answer");
        }
        return future.join();
    }

    TorException refusal(CompletionStage<?> stage) {
        try {
            answer(stage);
        } catch (CompletionException e) {
            return (TorException) e.getCause();
        }
        throw new AssertionError("not refused");
    }

    /** Circuit events as {@code id STATUS hops [REASON[/REMOTE_REASON]]}, stream events alike, others by their type. */
    List<String> heard() {
        List<String> result = events.stream().map(TorListener::brief).toList();
        events.clear();
        return result;
    }

    private static String brief(TorEvent event) {
        if (event instanceof CircuitEvent circuit) {
            return "CIRC " + circuit.id() + " " + circuit.status() + " "
                    + circuit.path().size()
                    + reason(circuit.reason().orElse(""), circuit.remoteReason().orElse(""));
        }
        if (event instanceof StreamEvent stream) {
            return "STREAM " + stream.id() + " " + stream.status() + " "
                    + stream.circuit().map(Object::toString).orElse("0")
                    + reason(stream.reason().orElse(""), stream.remoteReason().orElse(""));
        }
        return event.getClass().getSimpleName();
    }

    private static String reason(String reason, String remote) {
        return (reason.isEmpty() ? "" : " " + reason) + (remote.isEmpty() ? "" : "/" + remote);
    }
}
